//! The watchdog over code that uses std's own types: it says what the system says of its threads.

use interleave::within;
use std::panic::catch_unwind;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

fn report(hang: impl FnOnce() + Send + Clone + std::panic::UnwindSafe + 'static, wanted: &[&str]) {
    let mut text = String::new();
    // On a loaded machine the threads may not have come to their waits within the shortest limit.
    for ms in [200, 2_000, 20_000] {
        let hang = hang.clone();
        let panic = catch_unwind(|| within(Duration::from_millis(ms), hang)).expect_err("it hangs");
        text = panic.downcast_ref::<String>().expect("a report is a text").clone();
        assert!(text.lines().all(|l| l.chars().count() <= 80), "wider than 80 columns:\n{text}");
        if wanted.iter().all(|part| text.contains(part)) {
            return;
        }
    }
    panic!("{wanted:?} are not all in\n{text}");
}

fn recv_nobody_sends() {
    let (sender, receiver) = channel::<()>();
    let helper = thread::Builder::new().name("helper".to_owned());
    let helper = helper.spawn(move || receiver.recv()).unwrap();
    _ = helper.join();
    drop(sender);
}

#[test]
fn it_says_that_it_cannot_look_inside() {
    let wanted = ["CAN'T SEE WHY: not done after ", "main ", "extern crate interleave as std;"];
    report(recv_nobody_sends, if cfg!(target_os = "linux") { &wanted } else { &wanted[1..] });
}

#[cfg(target_os = "linux")]
#[test]
fn the_system_names_the_threads_started_since() {
    report(recv_nobody_sends, &["  helper sleeps: 0 ms of processor time in the last "]);
    let spins = || {
        let spinner = thread::Builder::new().name("spinner".to_owned());
        let spinner = spinner.spawn(|| while std::hint::black_box(true) {}).unwrap();
        _ = spinner.join();
    };
    report(spins, &["  spinner runs: "]);
}
