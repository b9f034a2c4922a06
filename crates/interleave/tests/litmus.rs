//! Classic shapes of the memory model, with known answers; and what loom can't show.

extern crate interleave as std;

use interleave::{Cause, Checker, Kind, Report, check};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering, fence};
use std::sync::{Arc, Mutex};
use std::thread;

use Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};

/// Collects what all executions return. The set is behind std's own lock, which no model sees.
fn outcomes(f: impl Fn() -> (u64, u64) + Send + Sync + 'static) -> BTreeSet<(u64, u64)> {
    let seen = Arc::new(real::Mutex::new(BTreeSet::new()));
    let collect = Arc::clone(&seen);
    check(move || {
        let outcome = f();
        collect.lock().unwrap().insert(outcome);
    });
    let seen = seen.lock().unwrap();
    seen.clone()
}

mod real {
    extern crate std as real_std;
    pub(crate) use real_std::sync::Mutex;
}

fn two<A, B>(a: impl FnOnce() -> A + Send + 'static, b: impl FnOnce() -> B + Send + 'static) -> (A, B)
where
    A: Send + 'static,
    B: Send + 'static,
{
    let a = thread::spawn(a);
    let b = thread::spawn(b);
    (a.join().unwrap(), b.join().unwrap())
}

fn pair() -> (Arc<AtomicU64>, Arc<AtomicU64>, Arc<AtomicU64>, Arc<AtomicU64>) {
    let (x, y) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    (Arc::clone(&x), Arc::clone(&y), x, y)
}

fn store_buffering(order: (Ordering, Ordering), fenced: bool) -> BTreeSet<(u64, u64)> {
    outcomes(move || {
        let (x, y, x2, y2) = pair();
        let side = move |mine: Arc<AtomicU64>, other: Arc<AtomicU64>| {
            mine.store(1, order.0);
            if fenced {
                fence(SeqCst);
            }
            other.load(order.1)
        };
        two(move || side(x, y), move || side(y2, x2))
    })
}

#[test]
fn store_buffering_relaxed_shows_both_old() {
    assert_eq!(store_buffering((Relaxed, Relaxed), false), BTreeSet::from([(0, 0), (0, 1), (1, 0), (1, 1)]));
}

#[test]
fn store_buffering_with_fences_never_shows_both_old() {
    assert_eq!(store_buffering((Relaxed, Relaxed), true), BTreeSet::from([(0, 1), (1, 0), (1, 1)]));
}

#[test]
fn store_buffering_with_seqcst_never_shows_both_old() {
    assert_eq!(store_buffering((SeqCst, SeqCst), false), BTreeSet::from([(0, 1), (1, 0), (1, 1)]));
}

/// A limit: where an operation is not SeqCst, the others that are count as AcqRel.
#[test]
fn seqcst_operations_among_others_count_as_acqrel() {
    let seen = outcomes(|| {
        let (x, y, x2, y2) = pair();
        x.load(Relaxed);
        let side = |mine: Arc<AtomicU64>, other: Arc<AtomicU64>| {
            mine.store(1, SeqCst);
            other.load(SeqCst)
        };
        two(move || side(x, y), move || side(y2, x2))
    });
    assert!(seen.contains(&(0, 0)));
}

fn message_passing(publish: Ordering, look: Ordering) -> bool {
    let result = Checker::new().try_check(move || {
        let (data, ready, data2, ready2) = pair();
        two(
            move || {
                data.store(42, Relaxed);
                ready.store(1, publish);
            },
            move || assert!(ready2.load(look) == 0 || data2.load(Relaxed) == 42),
        );
    });
    result.is_ok()
}

#[test]
fn message_passing_needs_both_sides() {
    assert!(message_passing(Release, Acquire));
    assert!(!message_passing(Relaxed, Acquire));
    assert!(!message_passing(Release, Relaxed));
    assert!(!message_passing(Relaxed, Relaxed));
}

/// The flag orders nothing, whatever the data is.
#[test]
fn seqcst_on_the_data_alone_publishes_nothing() {
    let result = Checker::new().try_check(|| {
        let (data, ready, data2, ready2) = pair();
        two(
            move || {
                data.store(42, SeqCst);
                ready.store(1, Relaxed);
            },
            move || assert!(ready2.load(Relaxed) == 0 || data2.load(SeqCst) == 42),
        );
    });
    assert_eq!(result.unwrap_err().cause, Cause::MemoryOrdering);
}

#[test]
fn one_variable_never_goes_back() {
    check(|| {
        let (x, _, x2, _) = pair();
        two(
            move || {
                x.store(1, Relaxed);
                x.store(2, Relaxed)
            },
            move || {
                let (first, second) = (x2.load(Relaxed), x2.load(Relaxed));
                assert!(first <= second, "read {first}, then {second}");
            },
        );
    });
}

fn independent_readers_agree(write: Ordering, look: Ordering) -> bool {
    Checker::new()
        .try_check(move || {
            static X: AtomicU64 = AtomicU64::new(0);
            static Y: AtomicU64 = AtomicU64::new(0);
            let read = move |first: &'static AtomicU64, second: &'static AtomicU64| {
                let a = first.load(look);
                (a, second.load(look))
            };
            let writer = thread::spawn(move || X.store(1, write));
            let reader = thread::spawn(move || read(&X, &Y));
            let reader2 = thread::spawn(move || read(&Y, &X));
            Y.store(1, write);
            writer.join().unwrap();
            let seen = (reader.join().unwrap(), reader2.join().unwrap());
            assert_ne!(seen, ((1, 0), (1, 0)), "the readers disagree about the order of the writes");
        })
        .is_ok()
}

#[test]
fn independent_readers_may_disagree() {
    assert!(!independent_readers_agree(Release, Acquire));
    assert!(independent_readers_agree(SeqCst, SeqCst));
}

#[test]
fn a_release_sequence_goes_through_a_read_modify_write() {
    check(|| {
        static DATA: AtomicU64 = AtomicU64::new(0);
        static STEP: AtomicU64 = AtomicU64::new(0);
        let a = thread::spawn(|| {
            DATA.store(1, Relaxed);
            STEP.store(1, Release);
        });
        let b = thread::spawn(|| _ = STEP.compare_exchange(1, 2, Relaxed, Relaxed));
        if STEP.load(Acquire) == 2 {
            assert_eq!(DATA.load(Relaxed), 1);
        }
        a.join().unwrap();
        b.join().unwrap();
    });
}

/// loom 0.7.3 by itself passes this after one execution: it forgets the conflict of a thread that loads an atomic before it
/// stores to it.
#[test]
fn a_load_before_a_store_hides_nothing() {
    let failure = Checker::new().try_check(|| {
        static FLAG: AtomicU64 = AtomicU64::new(0);
        static DATA: AtomicU64 = AtomicU64::new(0);
        static GATE: Mutex<()> = Mutex::new(());
        let other = thread::spawn(|| {
            DATA.store(42, Relaxed);
            FLAG.load(Acquire);
            let _held = GATE.lock().unwrap();
            FLAG.store(2, Relaxed);
        });
        if FLAG.load(Acquire) == 2 {
            assert_eq!(DATA.load(Relaxed), 42);
        }
        other.join().unwrap();
    });
    assert_eq!(failure.unwrap_err().cause, Cause::MemoryOrdering);
}

/// A limit: a read can't return a value that is written later in the execution.
#[test]
fn load_buffering_is_not_shown() {
    let seen = outcomes(|| {
        let (x, y, x2, y2) = pair();
        let side = |from: Arc<AtomicU64>, to: Arc<AtomicU64>| {
            let old = from.load(Relaxed);
            to.store(1, Relaxed);
            old
        };
        two(move || side(x, y), move || side(y2, x2))
    });
    assert_eq!(seen, BTreeSet::from([(0, 0), (0, 1), (1, 0)]));
}

fn spin_lock(lock: fn(&AtomicBool), unlock: Ordering) -> Result<Report, interleave::Failure> {
    Checker::new().try_check(move || {
        struct Shared(AtomicBool, std::cell::UnsafeCell<u64>);
        // SAFETY: the flag guards the cell, if the lock under test is right.
        unsafe impl Sync for Shared {}
        let shared = Arc::new(Shared(AtomicBool::new(false), 0.into()));
        let other = Arc::clone(&shared);
        let add = move |s: Arc<Shared>| {
            lock(&s.0);
            // SAFETY: see above.
            s.1.with_mut(|v| unsafe { *v += 1 });
            s.0.store(false, unlock);
        };
        two(move || add(shared), move || add(other));
    })
}

fn swap_lock(flag: &AtomicBool) {
    while flag.swap(true, Acquire) {
        thread::yield_now();
    }
}

#[test]
fn the_textbook_spin_locks_pass() {
    spin_lock(swap_lock, Release).unwrap();
    spin_lock(
        |f| {
            while f.compare_exchange(false, true, Acquire, Relaxed).is_err() {
                std::hint::spin_loop()
            }
        },
        Release,
    )
    .unwrap();
    spin_lock(
        |f| {
            while f.load(Relaxed) || f.swap(true, AcqRel) {
                thread::yield_now()
            }
        },
        Release,
    )
    .unwrap();
}

#[test]
fn a_relaxed_unlock_is_a_data_race() {
    assert_eq!(spin_lock(swap_lock, Relaxed).unwrap_err().kind, Kind::DataRace);
}
