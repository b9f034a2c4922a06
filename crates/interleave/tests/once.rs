//! `OnceLock` and `LazyLock` in every interleaving.

extern crate interleave as std;

use interleave::{Checker, Kind, check};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, LazyLock, OnceLock};
use std::thread;

#[test]
fn of_two_threads_one_makes_the_value() {
    check(|| {
        let (cell, made) = (OnceLock::new(), AtomicU64::new(0));
        let make = || *cell.get_or_init(|| made.fetch_add(1, Relaxed) + 10);
        thread::scope(|s| {
            let other = s.spawn(make);
            assert_eq!((make(), other.join().unwrap()), (10, 10));
        });
        assert_eq!(made.load(Relaxed), 1);
    });
}

#[test]
fn of_two_values_one_is_set() {
    check(|| {
        let cell = OnceLock::new();
        thread::scope(|s| {
            let other = s.spawn(|| cell.set(1).is_ok());
            let mine = cell.set(2).is_ok();
            assert_ne!(mine, other.join().unwrap());
            assert_eq!(cell.get(), Some(if mine { &2 } else { &1 }));
        });
    });
}

#[test]
fn what_the_maker_wrote_is_seen_with_the_value() {
    check(|| {
        let (cell, data) = (OnceLock::new(), AtomicU64::new(0));
        thread::scope(|s| {
            s.spawn(|| {
                data.store(42, Relaxed);
                cell.set(()).unwrap();
            });
            if cell.get().is_some() {
                assert_eq!(data.load(Relaxed), 42);
            }
        });
    });
}

#[test]
fn a_look_may_come_too_early() {
    let failure = Checker::new().try_check(|| {
        let cell = Arc::new(OnceLock::new());
        let other = Arc::clone(&cell);
        let setter = thread::spawn(move || other.set(1));
        assert_eq!(cell.get(), Some(&1));
        setter.join().unwrap().unwrap();
    });
    assert_eq!(failure.unwrap_err().kind, Kind::WrongResult);
}

#[test]
fn statics_are_made_anew_in_every_execution() {
    static MADE: AtomicU64 = AtomicU64::new(0);
    static NAMES: LazyLock<Vec<u64>> = LazyLock::new(|| vec![MADE.fetch_add(1, Relaxed)]);
    static SET_OUTSIDE: OnceLock<String> = OnceLock::new();
    SET_OUTSIDE.set("outside".to_owned()).unwrap();
    let run = || {
        let other = thread::spawn(|| NAMES[0]);
        assert_eq!((NAMES[0], other.join().unwrap(), MADE.load(Relaxed)), (0, 0, 1));
        assert_eq!(SET_OUTSIDE.get().map(String::as_str), Some("outside"));
    };
    check(run);
    assert_eq!(MADE.load(Relaxed), 0, "and outside nothing has been made");
    // Several checks at once, each with its own values.
    let threads: Vec<_> = (0..4).map(|_| thread::spawn(move || check(run))).collect();
    threads.into_iter().for_each(|t| t.join().unwrap());
    assert_eq!((NAMES[0], MADE.load(Relaxed)), (0, 1));
}

#[test]
fn a_function_that_owns_memory_is_called_in_one_execution_only() {
    let owned = vec![1, 2, 3];
    let lazy = Arc::new(LazyLock::new(move || owned));
    let failure = Checker::new().try_check(move || {
        let other = Arc::clone(&lazy);
        let other = thread::spawn(move || other.len());
        assert_eq!((lazy.len(), other.join().unwrap()), (3, 3));
    });
    let failure = failure.unwrap_err();
    assert_eq!(failure.kind, Kind::Unsupported, "{failure}");
    assert!(failure.message.contains("make it inside the closure"), "{failure}");
}

#[test]
fn a_cell_that_needs_itself_is_a_deadlock() {
    let failure = Checker::new().try_check(|| {
        let cell: Arc<OnceLock<u64>> = Arc::new(OnceLock::new());
        let again = Arc::clone(&cell);
        cell.get_or_init(|| *again.get_or_init(|| 1) + 1);
    });
    assert_eq!(failure.unwrap_err().kind, Kind::Deadlock);
}

#[test]
fn a_wait_that_nobody_ends_is_told() {
    let failure = Checker::new().try_check(|| {
        let cell: OnceLock<u64> = OnceLock::new();
        cell.wait();
    });
    assert_eq!(failure.unwrap_err().kind, Kind::NeverWoken);
}

#[test]
fn what_a_cell_holds_is_dropped_with_it() {
    let alive = Arc::new(());
    let count = Arc::clone(&alive);
    check(move || {
        let cell = OnceLock::new();
        cell.set(Arc::clone(&count)).unwrap();
        let mut other = OnceLock::from(Arc::clone(&count));
        assert!(other.take().is_some() && other.into_inner().is_none());
    });
    assert_eq!(Arc::strong_count(&alive), 1);
}

#[test]
fn outside_a_failed_lazy_lock_stays_poisoned() {
    let lazy: Arc<LazyLock<u64>> = Arc::new(LazyLock::new(|| panic!("on purpose")));
    for wanted in ["on purpose", "LazyLock instance has previously been poisoned"] {
        let lazy = Arc::clone(&lazy);
        let panic = thread::spawn(move || **lazy).join().unwrap_err();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&wanted));
    }
}
