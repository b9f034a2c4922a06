//! Two tasks on one thread: with the lock held across the `.await` the thread waits for itself. The functions are those of
//! the crate, compiled once more with interleave's locks, which know who holds them.

extern crate interleave as std;

#[path = "../src/behind.rs"]
#[expect(unreachable_pub, reason = "they are public in the crate")]
mod behind;
#[path = "../src/held.rs"]
#[expect(unreachable_pub, reason = "they are public in the crate")]
mod held;

use std::panic::catch_unwind;
use std::sync::{Mutex, TryLockError};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::join;
use interleave::within;
use pitfalls::answer;

/// Long enough for right code on any machine.
const LONG: Duration = Duration::from_secs(60);

fn on_one_thread<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

#[test]
fn a_task_that_waits_holds_the_lock() {
    on_one_thread(async {
        let total = Mutex::new(0);
        let mut task = Box::pin(held::add(&total, answer()));
        assert!((&mut task).now_or_never().is_none(), "it waits");
        assert!(matches!(total.try_lock(), Err(TryLockError::WouldBlock)), "the lock is free");
        task.await;

        let mut task = Box::pin(behind::add(&total, answer()));
        assert!((&mut task).now_or_never().is_none(), "it waits");
        assert_eq!(*total.try_lock().expect("nobody holds it"), 1);
        task.await;
        assert_eq!(*total.try_lock().expect("nobody holds it"), 2);
    });
}

fn two_that_hold_it() {
    on_one_thread(async {
        let total = Mutex::new(0);
        join(held::add(&total, answer()), held::add(&total, answer())).await;
    });
}

/// `UPDATE=1 cargo test -p pitfalls` writes the report anew.
#[test]
fn two_tasks_that_hold_it_never_end() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/deadlock.txt");
    let mut text = String::new();
    // On a loaded machine the thread may not have come to its wait within the shortest limit.
    for ms in [200, 2_000, 20_000] {
        let panic = catch_unwind(|| within(Duration::from_millis(ms), two_that_hold_it)).expect_err("it hangs");
        text = panic.downcast_ref::<String>().expect("a report is a text").replace('\\', "/") + "\n";
        if ms == 200 && std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, &text).unwrap();
        }
        if words(&text) == words(&std::fs::read_to_string(path).unwrap()) {
            return;
        }
    }
    panic!("not what tests/deadlock.txt says:\n{text}");
}

/// The words, without the limit: on a second try it is longer, and lines break elsewhere.
fn words(text: &str) -> String {
    let (title, rest) = text.split_once("not done after ").expect("the verdict comes first");
    let (_, rest) = rest.split_once(';').expect("then the limit");
    format!("{title}{rest}").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn both_ways_out_end_with_the_right_total() {
    within(LONG, || {
        on_one_thread(async {
            let total = Mutex::new(0);
            join(behind::add(&total, answer()), behind::add(&total, answer())).await;
            assert_eq!(total.into_inner().unwrap(), 2);

            let total = tokio::sync::Mutex::new(0);
            join(behind::add_in_turn(&total, answer()), behind::add_in_turn(&total, answer())).await;
            assert_eq!(total.into_inner(), 2);
        });
    });
}
