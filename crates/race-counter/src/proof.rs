//! The smallest program with the fault, in every interleaving: two threads, one increment each.
//!
//! `interleave`'s types are std's in shape. Inside a check each of their operations is a step of a model, and every
//! order of the steps is tried, with every value that the memory model lets a read return.

use interleave::explore::Exploration;
use interleave::sync::Mutex;
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use interleave::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use interleave::{Checker, Failure, Report, thread};

/// What a check came to: every interleaving is right, or one that is not.
pub type Verdict = Result<Report, Failure>;
// ANCHOR: load_add_store
/// Load, add, store, as [`increment_unsafe`](crate::increment_unsafe) does it.
pub fn load_add_store() -> Verdict {
    two_threads(|counter: &AtomicU64| {
        let read = counter.load(Relaxed);
        counter.store(read + 1, Relaxed);
    })
}
// ANCHOR_END: load_add_store
/// The same, all that it can come to, and the states on the way: for the book.
pub fn load_add_store_explored() -> Exploration {
    interleave::explore(|| {
        let counter = AtomicU64::new(0);
        thread::scope(|scope| {
            for name in ["A", "B"] {
                let increment = || {
                    let read = counter.load(Relaxed);
                    counter.store(read + 1, Relaxed);
                };
                thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, increment).expect("a thread");
            }
        });
        counter.into_inner()
    })
}
// ANCHOR: fetch_add
/// The increment as one step of the processor.
pub fn fetch_add() -> Verdict {
    two_threads(|counter: &AtomicU64| {
        counter.fetch_add(1, Relaxed);
    })
}
// ANCHOR_END: fetch_add
/// Load, add, store while a lock is held. The accesses stay what they were; the lock keeps them together.
pub fn under_a_lock() -> Verdict {
    Checker::new().try_check(|| {
        let counter = Mutex::new(0);
        thread::scope(|scope| {
            for name in ["A", "B"] {
                let increment = || *counter.lock().expect("no holder panics") += 1;
                thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, increment).expect("a thread");
            }
        });
        assert_eq!(counter.into_inner().expect("no holder panics"), 2, "an update is lost");
    })
}

/// Each thread counts for itself, and the sums are added when both have ended.
pub fn a_sum_per_thread() -> Verdict {
    Checker::new().try_check(|| {
        let counted = thread::scope(|scope| {
            let threads = [scope.spawn(|| 1), scope.spawn(|| 1)];
            threads.map(|thread| thread.join().expect("no thread panics")).into_iter().sum::<u64>()
        });
        assert_eq!(counted, 2, "an update is lost");
    })
}
// ANCHOR: two_threads
fn two_threads(increment: fn(&AtomicU64)) -> Verdict {
    Checker::new().try_check(move || {
        let counter = AtomicU64::new(0);
        thread::scope(|scope| {
            for name in ["A", "B"] {
                let increment = || increment(&counter);
                thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, increment).expect("a thread");
            }
        });
        assert_eq!(counter.into_inner(), 2, "an update is lost");
    })
}
// ANCHOR_END: two_threads
/// A writer stores data and then raises a flag; a reader that sees the flag reads the data. With `Relaxed` the flag may
/// be seen and the data not: on an x86 processor no stress test ever shows it.
pub fn relaxed_flag() -> Verdict {
    flag(Relaxed, Relaxed)
}

/// The same with `Release` where the flag is raised and `Acquire` where it is seen.
pub fn release_acquire_flag() -> Verdict {
    flag(Release, Acquire)
}
// ANCHOR: flag
fn flag(raise: Ordering, see: Ordering) -> Verdict {
    static DATA: AtomicU64 = AtomicU64::new(0);
    static READY: AtomicBool = AtomicBool::new(false);
    Checker::new().try_check(move || {
        let writer = thread::Builder::new().name("writer".to_owned()).spawn(move || {
            DATA.store(42, Relaxed);
            READY.store(true, raise);
        });
        let reader = thread::Builder::new().name("reader".to_owned()).spawn(move || {
            if READY.load(see) {
                assert_eq!(DATA.load(Relaxed), 42, "the flag is up, the data is not there");
            }
        });
        writer.expect("a thread").join().expect("it does not panic");
        reader.expect("a thread").join().expect("it does not panic");
    })
}
// ANCHOR_END: flag
