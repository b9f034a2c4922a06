//! The lesson's functions, by what they do.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::SeqCst};
use std::thread;

use race_counter::{
    Start, count_alone, increment_fetch_add, increment_mutex, increment_parking_lot, increment_unsafe,
    increment_unsafe_yielding, on_threads,
};

const THREADS: usize = 4;
const TIMES: u64 = 20_000;

#[test]
fn every_fix_counts_right() {
    for start in [Start::OneByOne, Start::Together] {
        let counter = Mutex::new(0);
        on_threads(THREADS, start, || increment_mutex(&counter, TIMES)).unwrap();
        assert_eq!(counter.into_inner().unwrap(), 80_000);

        let counter = parking_lot::Mutex::new(0);
        on_threads(THREADS, start, || increment_parking_lot(&counter, TIMES)).unwrap();
        assert_eq!(counter.into_inner(), 80_000);

        let counter = AtomicU64::new(0);
        on_threads(THREADS, start, || increment_fetch_add(&counter, TIMES)).unwrap();
        assert_eq!(counter.into_inner(), 80_000);

        let (sums, _) = on_threads(THREADS, start, || count_alone(TIMES)).unwrap();
        assert_eq!(sums, [TIMES; THREADS]);
    }
}

#[test]
fn the_broken_functions_are_right_alone() {
    let counter = AtomicU64::new(0);
    increment_unsafe(&counter, TIMES);
    increment_unsafe_yielding(&counter, TIMES, 100);
    assert_eq!(counter.into_inner(), 2 * TIMES);
}

/// Made to happen for certain: while one thread is between its load and its store, the other one increments.
#[test]
fn an_update_between_load_and_store_is_lost() {
    let counter = AtomicU64::new(0);
    let read = counter.load(SeqCst);
    thread::scope(|scope| scope.spawn(|| increment_unsafe(&counter, 1)).join().unwrap());
    counter.store(read + 1, SeqCst);
    assert_eq!(counter.into_inner(), 1, "two increments, one is left");
}

#[test]
fn threads_that_start_together_are_all_there_before_one_begins() {
    let begun = AtomicUsize::new(0);
    // If one could begin before the others are spawned, it would see no one wait for it here and go on alone.
    let meeting = std::sync::Barrier::new(7);
    let (ends, _) = on_threads(7, Start::Together, || {
        begun.fetch_add(1, SeqCst);
        meeting.wait();
        begun.load(SeqCst)
    })
    .unwrap();
    assert_eq!(ends, [7; 7]);
}

#[test]
fn no_thread_at_all_is_no_harm() {
    let (ends, elapsed) = on_threads(0, Start::Together, || ()).unwrap();
    assert_eq!((ends.len(), elapsed.as_nanos()), (0, 0));
}
