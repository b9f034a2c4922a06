//! The watchdog: what passes through it, and what it says of each kind of hang, held in `tests/snapshots/within`.
//! `UPDATE=1 cargo test` writes these anew.

extern crate interleave as std;

#[path = "fixtures/hangs.rs"]
mod hangs;

use interleave::{Checker, within};
use std::panic::{catch_unwind, panic_any};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Long enough for right code on any machine.
const LONG: Duration = Duration::from_secs(60);

fn report(limit: Duration, hang: impl FnOnce() + Send + 'static) -> String {
    let panic = catch_unwind(std::panic::AssertUnwindSafe(|| within(limit, hang))).expect_err("it hangs");
    panic.downcast_ref::<String>().expect("a report is a text").replace('\\', "/") + "\n"
}

/// The words, without the limit: on a second try it is longer, and lines break elsewhere.
fn words(text: &str) -> String {
    let (title, rest) = text.split_once("not done after ").expect("the verdict comes first");
    let (_, rest) = rest.split_once(';').expect("then the limit");
    let text = format!("{title}{rest}");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The hang is certain, but not that the threads of a loaded machine have come to it within the shortest limit.
fn in_time(hang: impl FnOnce() + Send + Clone + 'static, good: impl Fn(&str) -> bool) {
    let mut text = String::new();
    for limit in [200, 2_000, 20_000] {
        text = report(Duration::from_millis(limit), hang.clone());
        assert!(text.lines().all(|l| l.chars().count() <= 80), "wider than 80 columns:\n{text}");
        if good(&text) {
            return;
        }
    }
    panic!("not what was expected:\n{text}");
}

fn snapshot(name: &str, hang: fn()) {
    let path = format!("{}/tests/snapshots/within/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, report(Duration::from_millis(200), hang)).unwrap();
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    in_time(hang, |text| !wanted.is_empty() && words(text) == words(&wanted));
}

#[test]
fn opposite_locks() {
    snapshot("opposite_locks", hangs::opposite_locks);
}

#[test]
fn self_lock() {
    snapshot("self_lock", hangs::self_lock);
}

#[test]
fn lost_notify() {
    snapshot("lost_notify", hangs::lost_notify);
}

#[test]
fn parked() {
    snapshot("parked", hangs::parked);
}

#[test]
fn held_by_nobody_alive() {
    snapshot("held_by_nobody_alive", hangs::held_by_nobody_alive);
}

#[test]
fn join_on_a_sleeper() {
    snapshot("join_on_a_sleeper", hangs::join_on_a_sleeper);
}

#[test]
fn one_of_each() {
    snapshot("one_of_each", hangs::one_of_each);
}

#[test]
fn recv_nobody_sends() {
    snapshot("recv_nobody_sends", hangs::recv_nobody_sends);
}

#[test]
fn send_nobody_receives() {
    snapshot("send_nobody_receives", hangs::send_nobody_receives);
}

/// Once: on a second try the static's value would be waited for by a thread that does not make it.
#[test]
fn once_in_itself() {
    let text = report(Duration::from_secs(2), hangs::once_in_itself);
    assert!(text.contains("main waits for CELL, which it holds itself"), "{text}");
}

/// Only where the system lets readers wait behind a writer is there a deadlock; std promises neither.
#[cfg(target_os = "linux")]
#[test]
fn read_twice() {
    snapshot("read_twice", hangs::read_twice);
}

#[cfg(target_os = "linux")]
#[test]
fn a_loop_without_end_runs() {
    let runs = |text: &str| text.starts_with("ENDLESS OR SLOW: ") && text.contains("main still runs and uses");
    in_time(hangs::endless_loop, runs);
    in_time(hangs::endless_yield, |text| runs(text) && text.contains("(last seen at :"));
}

#[test]
fn the_value_comes_through() {
    let sum = within(LONG, || {
        let total = Arc::new(Mutex::new(0));
        let threads: Vec<_> = (1..=4)
            .map(|n| {
                let total = Arc::clone(&total);
                thread::spawn(move || *total.lock().unwrap() += n)
            })
            .collect();
        threads.into_iter().for_each(|t| t.join().unwrap());
        *total.lock().unwrap()
    });
    assert_eq!(sum, 10);
}

#[test]
fn the_panic_comes_through_with_its_payload() {
    let panic = catch_unwind(|| within(LONG, || panic_any(42_u8))).unwrap_err();
    assert_eq!(panic.downcast_ref::<u8>(), Some(&42));
}

#[test]
fn it_runs_on_a_thread_with_the_name_of_the_test() {
    let here = thread::current().name().map(str::to_owned);
    assert_eq!(within(LONG, || thread::current().name().map(str::to_owned)), here);
}

#[test]
fn a_poisoned_lock_stays_one() {
    let poisoned = within(LONG, || {
        let lock = Arc::new(Mutex::new(1));
        let other = Arc::clone(&lock);
        let panics = thread::spawn(move || {
            let _guard = other.lock().unwrap();
            panic!("on purpose");
        });
        assert!(panics.join().is_err());
        assert!(lock.try_lock().is_err());
        let value = lock.lock().map(|_| ()).map_err(|p| *p.into_inner());
        // It was let go of, though by a panic.
        (value, lock.is_poisoned())
    });
    assert_eq!(poisoned, (Err(1), true));
}

#[test]
fn two_at_once_name_their_own_threads() {
    // Of two threads of this test, which no `within` knows.
    let both = ["left", "right"].map(|name| {
        thread::spawn(move || {
            let hang = move || {
                let thread = thread::Builder::new().name(name.to_owned()).spawn(thread::park);
                thread.unwrap().join().unwrap();
            };
            let seen = format!("{name} sleeps in park");
            let other = if name == "left" { "right" } else { "left" };
            in_time(hang, |text| text.contains(&seen) && !text.contains(other));
        })
    });
    both.into_iter().for_each(|t| t.join().unwrap());
}

#[test]
fn one_in_another_ends_first() {
    let inner = within(LONG, || report(Duration::from_millis(1), hangs::self_lock));
    assert!(inner.contains("not done after 1 ms"), "{inner}");
}

#[test]
fn inside_a_check_it_is_refused() {
    let failure = Checker::new().try_check(|| within(LONG, || ())).unwrap_err();
    assert!(failure.message.contains("within was called inside a check"), "{failure}");
}

#[test]
fn a_check_inside_is_a_check() {
    within(LONG, || interleave::check(|| drop(Mutex::new(0).lock().unwrap())));
}
