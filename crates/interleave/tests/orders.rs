//! The orders of small programs, against numbers counted by hand; and the keys that replay one.

extern crate interleave as std;

#[allow(dead_code)]
mod fixtures;

use interleave::{Cause, Checker, Failure, Kind, Report, explore, replay};
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::*, fence};
use std::sync::{Arc, Mutex, RwLock};
use std::thread;
use std::time::Duration;

fn failure(f: impl Fn() + Send + Sync + 'static) -> Failure {
    Checker::new().try_check(f).expect_err("it fails in some interleaving")
}

fn pass(f: impl Fn() + Send + Sync + 'static) -> Report {
    Checker::new().try_check(f).unwrap_or_else(|failure| panic!("{failure}"))
}

/// Runs the same code in some threads and waits for all.
fn threads(n: usize, code: impl Fn(usize) + Send + Sync + 'static) {
    let code = Arc::new(code);
    let spawn = |i| {
        let code = Arc::clone(&code);
        thread::spawn(move || code(i))
    };
    let all: Vec<_> = (0..n).map(spawn).collect();
    all.into_iter().for_each(|t| t.join().unwrap());
}

/// How many orders of `steps` steps by each of `n` threads.
fn orders(n: usize, steps: usize) -> usize {
    let seen = explore(move || {
        let x = AtomicU64::new(0);
        threads(n, move |_| (0..steps).for_each(|_| _ = x.fetch_add(1, SeqCst)));
    });
    assert!(seen.orders.complete);
    seen.orders.executions
}

#[test]
fn the_orders_are_those_that_one_counts() {
    // (n × steps)! / (steps!)ⁿ
    assert_eq!(orders(1, 5), 1);
    assert_eq!(orders(2, 1), 2);
    assert_eq!(orders(2, 2), 6);
    assert_eq!(orders(2, 3), 20);
    assert_eq!(orders(3, 1), 6);
    assert_eq!(orders(3, 2), 90);
    assert_eq!(orders(4, 1), 24);
}

#[test]
fn four_of_six_lose_an_update() {
    let failure = failure(fixtures::lost_update);
    assert_eq!((failure.orders.failing, failure.orders.executions, failure.orders.complete), (4, 6, true));
    let outcomes: Vec<_> = failure.outcomes.iter().map(|o| (o.result.as_str(), o.orders, o.fails)).collect();
    assert_eq!(outcomes, [("left: 1, right: 2", 4, true), ("passes", 2, false)]);
}

#[test]
fn two_of_four_orders_of_two_locks_deadlock() {
    let failure = failure(fixtures::opposite_locks);
    assert_eq!((failure.orders.failing, failure.orders.executions), (2, 4));
    assert_eq!(failure.replay.as_deref(), Some("AB"));
}

/// The check of both, then what each of them sells: 12. One has sold before the other looks: 4.
#[test]
fn twelve_of_sixteen_orders_sell_too_much() {
    let failure = failure(fixtures::check_then_act);
    assert_eq!((failure.orders.failing, failure.orders.executions), (12, 16));
}

#[test]
fn a_lock_makes_steps_inside_it_wait() {
    let report = pass(|| {
        let (lock, x) = (Mutex::new(()), AtomicU64::new(0));
        threads(2, move |_| {
            let _held = lock.lock().unwrap();
            x.store(x.load(SeqCst) + 1, SeqCst);
        });
    });
    assert_eq!(report.orders.executions, 2);
}

#[test]
fn a_tried_lock_may_be_held_though_nothing_happens_inside() {
    let failure = failure(|| {
        let total = Arc::new(Mutex::new(0));
        let sum = Arc::clone(&total);
        threads(2, move |_| {
            if let Ok(mut total) = sum.try_lock() {
                *total += 1;
            }
        });
        assert_eq!(*total.lock().unwrap(), 2);
    });
    assert_eq!((failure.kind, failure.cause), (Kind::WrongResult, Cause::Order));
    // Right are the two orders in which one has let go before the other tries.
    assert_eq!((failure.orders.failing, failure.orders.executions), (2, 4));
}

/// Back-off can go on for ever in theory, and that alone is no failure.
#[test]
fn trying_again_is_right() {
    pass(|| {
        let (left, right) = (Mutex::new(0), Mutex::new(0));
        threads(2, move |i| {
            let (first, second) = if i == 0 { (&left, &right) } else { (&right, &left) };
            loop {
                let mut a = first.lock().unwrap();
                if let Ok(mut b) = second.try_lock() {
                    *a += 1;
                    *b += 1;
                    return;
                }
                drop(a);
                thread::yield_now();
            }
        });
    });
}

struct Shared(UnsafeCell<u64>);
// SAFETY: the model is to find out whether it is so.
unsafe impl Sync for Shared {}
// SAFETY: a number.
unsafe impl Send for Shared {}

impl Shared {
    fn set(&self, value: u64) {
        // SAFETY: whether it is alone, the model finds out.
        self.0.with_mut(|v| unsafe { *v = value });
    }

    fn get(&self) -> u64 {
        // SAFETY: see above.
        self.0.with(|v| unsafe { *v })
    }
}

#[test]
fn readers_of_a_lock_must_not_write() {
    let failure = failure(|| {
        let lock = RwLock::new(Shared(UnsafeCell::new(0)));
        threads(2, move |_| {
            let shared = lock.read().unwrap();
            shared.set(1);
        });
    });
    assert_eq!(failure.kind, Kind::DataRace);
}

#[test]
fn a_writer_of_a_lock_and_its_readers_are_ordered() {
    pass(|| {
        let lock = RwLock::new(Shared(UnsafeCell::new(0)));
        threads(2, move |i| {
            if i == 0 {
                lock.write().unwrap().set(1);
            } else {
                assert!(lock.read().unwrap().get() < 2);
            }
        });
    });
}

type Raise = fn(&AtomicBool);
type See = fn(&AtomicBool) -> bool;

fn publish(before: Raise, after: See) -> Result<Report, Failure> {
    Checker::new().try_check(move || {
        let (data, ready) = (Shared(UnsafeCell::new(0)), AtomicBool::new(false));
        threads(2, move |i| {
            if i == 0 {
                data.set(42);
                before(&ready);
            } else if after(&ready) {
                assert_eq!(data.get(), 42);
            }
        });
    })
}

#[test]
fn a_flag_orders_what_it_is_said_to_order() {
    let race = |before, after| publish(before, after).err().map(|failure| failure.kind) == Some(Kind::DataRace);
    assert!(!race(|r| r.store(true, Release), |r| r.load(Acquire)));
    assert!(race(|r| r.store(true, Relaxed), |r| r.load(Acquire)));
    assert!(race(|r| r.store(true, Release), |r| r.load(Relaxed)));
    let (raise, see): (Raise, See) = (
        |r| {
            fence(Release);
            r.store(true, Relaxed);
        },
        |r| {
            let up = r.load(Relaxed);
            fence(Acquire);
            up
        },
    );
    assert!(!race(raise, see));
    assert!(race(raise, |r| r.load(Relaxed)));
    assert!(race(|r| r.store(true, Relaxed), see));
}

#[test]
fn a_sleep_makes_nothing_certain() {
    let failure = failure(|| {
        let (x, y) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let seen = Arc::clone(&y);
        threads(2, move |i| {
            if i == 0 {
                x.store(1, SeqCst);
            } else {
                thread::sleep(Duration::from_secs(1));
                y.store(x.load(SeqCst), SeqCst);
            }
        });
        assert_eq!(seen.load(SeqCst), 1);
    });
    assert_eq!(failure.cause, Cause::Order);
}

#[test]
fn a_loop_that_waits_lets_the_others_go_on() {
    let report = pass(|| {
        let (flag, done) = (AtomicBool::new(false), AtomicBool::new(false));
        threads(2, move |i| {
            if i == 0 {
                flag.store(true, Release);
                while !done.load(Acquire) {
                    thread::yield_now();
                }
            } else {
                while !flag.load(Acquire) {
                    thread::yield_now();
                }
                done.store(true, Release);
            }
        });
    });
    assert!(report.orders.complete);
}

#[test]
fn a_wait_for_what_never_comes_is_no_progress() {
    let failure = failure(|| {
        let (a, b) = (AtomicBool::new(false), AtomicBool::new(false));
        threads(2, move |i| {
            let (mine, other) = if i == 0 { (&a, &b) } else { (&b, &a) };
            while !other.load(SeqCst) {
                thread::yield_now();
            }
            mine.store(true, SeqCst);
        });
    });
    assert_eq!(failure.kind, Kind::Livelock);
}

#[test]
fn looking_under_a_lock_in_a_circle_is_no_progress() {
    let failure = failure(|| {
        let open = Mutex::new(false);
        while !*open.lock().unwrap() {
            thread::yield_now();
        }
    });
    assert_eq!(failure.kind, Kind::Livelock);
}

#[test]
fn a_key_replays_the_table_above_it() {
    for program in [fixtures::lost_update, fixtures::opposite_locks, fixtures::wait_with_if, fixtures::publish_relaxed]
    {
        let failure = failure(program);
        let key = failure.replay.clone().expect("it has a table");
        let again = Checker::new().try_replay(&key, program).expect_err("it fails again");
        assert_eq!((&again.rows, again.cause), (&failure.rows, failure.cause), "{key}");
        assert_eq!(again.replay, failure.replay);
    }
}

#[test]
#[should_panic = "LOST UPDATE"]
fn a_replay_panics_with_the_table() {
    replay("ABAB", fixtures::lost_update);
}

#[test]
fn an_order_that_does_not_fail_says_so() {
    let report = Checker::new().try_replay("AABB", fixtures::lost_update).unwrap();
    assert_eq!(report.to_string(), "PASS: this one interleaving does not fail. No proof.");
}

#[test]
fn a_key_that_does_not_fit_is_a_sentence() {
    let refused = |key: &str| Checker::new().try_replay(key, fixtures::lost_update).unwrap_err().to_string();
    for (key, what) in [("what", "is no replay key"), ("AAA", "its step 3 is A's"), ("C", "its step 1 is C's")] {
        assert!(refused(key).contains(what), "{}", refused(key));
    }
    assert!(refused("memory:0:999").contains("does not fit this program"), "{}", refused("memory:0:999"));
}
