//! The counter in every interleaving of two threads, and once with real ones.

use interleave::{Checker, check, thread, within};
use lost_update::count;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Long enough for right code on any machine: it only turns a hang into a message.
const LIMIT: Duration = Duration::from_secs(10);

fn stays_in_the_model() {
    in_model::assert_source(env!("CARGO_MANIFEST_DIR"), &[]);
}

#[test]
fn the_code_stays_in_the_model() {
    stays_in_the_model();
}

#[test]
fn no_update_is_lost() {
    stays_in_the_model();
    let found = [in_model::draw(2..=99), in_model::draw(100..=999)];
    check(move || {
        let total = count(|i| found[i as usize], 2);
        let [a, b] = found;
        assert_eq!(total, a + b, "one thread found {a} and the other one {b}, and the total is not their sum");
    });
}

#[test]
fn every_thread_does_its_own_part() {
    stays_in_the_model();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&seen);
    // Only who does what is looked at here: whether the total is right, another test asks.
    let _ = Checker::new().max_executions(200).try_check(move || {
        noted.lock().unwrap().clear();
        let caller = thread::current().id();
        let me = Mutex::new(Vec::new());
        count(
            |i| {
                me.lock().unwrap().push((i, thread::current().id()));
                1
            },
            3,
        );
        let mut parts = me.into_inner().unwrap();
        parts.sort_by_key(|(i, _)| *i);
        let on_caller = parts.iter().any(|(_, id)| *id == caller);
        let twice = parts.iter().enumerate().any(|(n, (_, id))| parts[..n].iter().any(|(_, other)| other == id));
        *noted.lock().unwrap() = vec![(parts.iter().map(|(i, _)| *i).collect::<Vec<_>>(), on_caller, twice)];
    });
    let seen = seen.lock().unwrap();
    let (parts, on_caller, twice) = seen.first().expect("NO RESULT: in no interleaving did count return");
    assert!(parts == &[0, 1, 2], "WRONG PARTS: of 3 threads, work was called with {parts:?} in place of 0, 1, 2");
    assert!(!on_caller, "ONE THREAD: the thread that called count did the work itself");
    assert!(!twice, "ONE THREAD: two parts were done by the same thread");
}

#[test]
fn the_threads_work_at_the_same_time() {
    stays_in_the_model();
    let most = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&most);
    let _ = Checker::new().max_executions(200).try_check(move || {
        // One that the model sees: between going in and coming out there may be another thread.
        let inside = interleave::sync::atomic::AtomicUsize::new(0);
        count(
            |_| {
                seen.fetch_max(inside.fetch_add(1, SeqCst) + 1, SeqCst);
                inside.fetch_sub(1, SeqCst);
                1
            },
            2,
        );
    });
    let most = most.load(SeqCst);
    assert!(
        most == 2,
        "ONE AFTER ANOTHER: in all interleavings together, at most {most} thread was inside\n  \
         work at a time. A lock is held while working, or each thread is joined before\n  \
         the next one starts."
    );
}

#[test]
fn real_threads_lose_nothing() {
    stays_in_the_model();
    let found: Vec<u64> = (0..8).map(|_| in_model::draw(1..=1_000_000)).collect();
    let sum = found.iter().sum::<u64>();
    let total = within(LIMIT, move || count(|i| found[i as usize], 8));
    assert!(total == sum, "LOST UPDATE: 8 real threads found {sum} together, and the total is {total}");
}
