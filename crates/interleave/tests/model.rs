//! What the model does beside the memory: threads, locks, statics, limits.

extern crate interleave as std;

#[allow(dead_code)]
mod fixtures;

use interleave::{Cause, Checker, Kind, check};
use std::sync::atomic::{AtomicI32, AtomicU8, AtomicU64, Ordering::*};
use std::sync::{Arc, Barrier, Condvar, Mutex, RwLock};
use std::thread;

#[test]
fn fetch_add_loses_nothing() {
    let report = Checker::new().try_check(|| {
        let count = AtomicU64::new(0);
        thread::scope(|s| {
            s.spawn(|| count.fetch_add(1, Relaxed));
            s.spawn(|| count.fetch_add(1, Relaxed));
        });
        assert_eq!(count.into_inner(), 2);
    });
    let text = "PASS: all 2 orders of the steps, and all 2 executions in which a read may also return an older value. None fails.";
    assert_eq!(report.unwrap().to_string(), text);
}

#[test]
fn arithmetic_is_that_of_the_type() {
    check(|| {
        let (byte, signed) = (AtomicU8::new(250), AtomicI32::new(-3));
        assert_eq!((byte.fetch_add(10, SeqCst), byte.load(SeqCst)), (250, 4));
        assert_eq!(byte.compare_exchange(4, 255, SeqCst, SeqCst), Ok(4));
        assert_eq!((byte.fetch_sub(255, SeqCst), byte.load(SeqCst)), (255, 0));
        assert_eq!((signed.fetch_max(7, SeqCst), signed.fetch_min(-9, SeqCst), signed.load(SeqCst)), (-3, 7, -9));
        assert_eq!((signed.fetch_and(6, SeqCst), signed.fetch_or(9, SeqCst)), (-9, 6));
        assert_eq!((signed.fetch_xor(15, SeqCst), signed.fetch_nand(1, SeqCst), signed.swap(5, SeqCst)), (15, 0, -1));
        assert_eq!(signed.fetch_update(SeqCst, SeqCst, |v| (v < 9).then_some(v * 2)), Ok(5));
        assert_eq!(signed.into_inner(), 10);
    });
}

#[test]
fn statics_start_anew_in_every_execution() {
    static COUNT: AtomicU64 = AtomicU64::new(5);
    static TOTAL: Mutex<u64> = Mutex::new(7);
    let run = || {
        let other = thread::spawn(|| {
            COUNT.fetch_add(1, SeqCst);
            *TOTAL.lock().unwrap() += 1;
        });
        COUNT.fetch_add(1, SeqCst);
        *TOTAL.lock().unwrap() += 1;
        other.join().unwrap();
        assert_eq!((COUNT.load(SeqCst), *TOTAL.lock().unwrap()), (7, 9));
    };
    check(run);
    check(run);
    assert_eq!((COUNT.load(SeqCst), *TOTAL.lock().unwrap()), (5, 7), "and are untouched outside");
}

#[test]
fn what_was_made_outside_works_inside() {
    let count = Arc::new(AtomicU64::new(3));
    let inside = Arc::clone(&count);
    check(move || assert_eq!(inside.fetch_add(1, SeqCst), 3));
    assert_eq!(count.load(SeqCst), 3);
}

#[test]
fn data_that_owns_memory_must_be_made_inside() {
    static LIST: Mutex<Vec<u64>> = Mutex::new(Vec::new());
    let result = Checker::new().try_check(|| {
        let other = thread::spawn(|| LIST.lock().unwrap().push(1));
        LIST.lock().unwrap().push(2);
        other.join().unwrap();
    });
    let failure = result.unwrap_err();
    assert_eq!(failure.kind, Kind::Unsupported);
    assert!(failure.message.contains("make it inside the closure"), "{failure}");
}

#[test]
fn an_unpark_is_not_lost() {
    check(|| {
        let me = thread::current();
        let other = thread::spawn(move || me.unpark());
        thread::park();
        other.join().unwrap();
    });
}

#[test]
fn a_park_that_nobody_ends_is_told() {
    let failure = Checker::new().try_check(thread::park).unwrap_err();
    assert_eq!(failure.kind, Kind::NeverWoken);
}

#[test]
fn condvars_barriers_and_rwlocks_work() {
    check(|| {
        let (ready, changed, barrier) = (Mutex::new(false), Condvar::new(), Barrier::new(2));
        let value = RwLock::new(String::new());
        thread::scope(|s| {
            s.spawn(|| {
                let _ready = changed.wait_while(ready.lock().unwrap(), |ready| !*ready).unwrap();
                assert_eq!(*value.read().unwrap(), "written");
                barrier.wait();
            });
            value.write().unwrap().push_str("written");
            *ready.lock().unwrap() = true;
            changed.notify_one();
            barrier.wait();
        });
    });
}

#[test]
fn a_lock_taken_twice_is_a_deadlock() {
    let result = Checker::new().try_check(|| {
        let lock = Mutex::new(0);
        let _first = lock.lock().unwrap();
        let _second = lock.lock().unwrap();
    });
    let failure = result.unwrap_err();
    assert_eq!((failure.kind, failure.cause), (Kind::Deadlock, Cause::Order));
}

#[test]
fn a_panic_in_a_scope_leaves_in_good_order() {
    let result = Checker::new().try_check(|| {
        let lock = Mutex::new(vec![1]);
        thread::scope(|s| {
            s.spawn(|| lock.lock().unwrap().push(2));
            let list = lock.lock().unwrap();
            assert_eq!(list.len(), 1, "the list has grown");
        });
    });
    let failure = result.unwrap_err();
    assert!(failure.orders.failing < failure.orders.executions, "{failure}");
}

#[test]
fn a_check_in_a_check_is_a_sentence() {
    let failure = Checker::new().try_check(|| check(|| ())).unwrap_err();
    assert!(failure.message.contains("check was called inside a check"), "{failure}");
}

#[test]
fn too_many_executions_are_no_pass() {
    let failure = Checker::new().max_executions(3).try_check(|| {
        let count = AtomicU64::new(0);
        thread::scope(|s| {
            s.spawn(|| count.fetch_add(1, Relaxed));
            s.spawn(|| count.fetch_add(1, Relaxed));
        });
    });
    assert_eq!(failure.unwrap_err().kind, Kind::Incomplete);
}

#[test]
fn many_objects_are_no_matter() {
    check(|| {
        let all: Vec<_> = (0..100).map(AtomicU64::new).collect();
        assert_eq!(all.iter().map(|a| a.load(SeqCst)).sum::<u64>(), 4950);
    });
}

#[test]
#[should_panic = "LOST UPDATE: assertion `left == right` failed: an update was lost"]
fn the_panic_is_the_table() {
    check(fixtures::lost_update);
}

#[test]
fn checks_on_several_threads_are_apart() {
    // `thread::spawn` is std's here: no check has begun.
    let threads: Vec<_> = (0..4)
        .map(|_| thread::spawn(|| Checker::new().try_check(fixtures::lost_update).unwrap_err().to_string()))
        .collect();
    let texts: Vec<String> = threads.into_iter().map(|t| t.join().unwrap()).collect();
    assert!(texts.windows(2).all(|w| w[0] == w[1]));
}
