//! A lock of your own, in every interleaving of two threads, and once with real ones.

use interleave::{check, thread, within};
use spinlock::SpinLock;
use std::time::Duration;

/// Long enough for right code on any machine: it only turns a hang into a message.
const LIMIT: Duration = Duration::from_secs(10);

fn stays_in_the_model() {
    in_model::assert_source(env!("CARGO_MANIFEST_DIR"), &["unsafe"]);
}

#[test]
fn the_code_stays_in_the_model() {
    stays_in_the_model();
}

#[test]
fn the_lock_is_your_own() {
    for lock in ["Mutex", "RwLock", "Condvar", "Barrier"] {
        in_model::assert_without(env!("CARGO_MANIFEST_DIR"), lock, "build the lock from atomics");
    }
}

#[test]
fn what_one_thread_wrote_the_next_one_sees() {
    stays_in_the_model();
    let (a, b) = (in_model::draw(1..=99), in_model::draw(100..=999));
    check(move || {
        let sum = SpinLock::new(0);
        thread::scope(|s| {
            s.spawn(|| sum.with(|sum| *sum += a));
            s.spawn(|| sum.with(|sum| *sum += b));
        });
        let sum = sum.with(|sum| *sum);
        assert_eq!(sum, a + b, "NOT LOCKED: one thread added {a} and the other one {b}");
    });
}

#[test]
fn the_lock_is_free_again() {
    stays_in_the_model();
    let (a, b) = (in_model::draw(1..=99), in_model::draw(100..=999));
    check(move || {
        let list = SpinLock::new(Vec::new());
        list.with(|list| list.push(a));
        list.with(|list| list.push(b));
        assert_eq!(list.with(|list| list.clone()), [a, b], "one thread pushed {a}, then {b}");
    });
}

#[test]
fn real_threads_lose_nothing() {
    stays_in_the_model();
    let n = in_model::draw(1..=999);
    let sum = within(LIMIT, move || {
        let sum = SpinLock::new(0);
        thread::scope(|s| {
            for _ in 0..4 {
                s.spawn(|| (0..100).for_each(|_| sum.with(|sum| *sum += n)));
            }
        });
        sum.with(|sum| *sum)
    });
    assert!(sum == 400 * n, "NOT LOCKED: 4 real threads added {n}, 100 times each: {sum}");
}
