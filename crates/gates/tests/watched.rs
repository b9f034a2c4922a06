//! What hangs, panics or returns, and what is said then.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, mpsc};
use std::thread;

use gates::{HighWater, Tally, draw, watched, watched_telling};

fn message<T: Send + 'static>(f: impl FnOnce() -> T + Send + 'static) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| watched_telling(|| "2 of 4 came".to_owned(), f)));
    *panic.err().expect("it was to panic").downcast::<String>().unwrap()
}

#[test]
fn a_result_comes_back() {
    let number = draw(1..=1_000_000);
    assert_eq!(watched(move || number), number);
}

#[test]
fn a_panic_is_told() {
    let message = message(|| panic!("no {}", "picture"));
    assert_eq!(message, "PANICKED: the call did not return, it panicked:\nno picture\n2 of 4 came");
}

#[test]
fn a_deadlock_is_told_and_the_next_test_goes_on() {
    let told = message(|| {
        let lock = Mutex::new(0);
        let _first = lock.lock().unwrap();
        *lock.lock().unwrap() += 1;
    });
    assert!(told.starts_with("HANGS: ") || told.starts_with("DOES NOT END: "), "{told}");
    assert!(told.ends_with("\n2 of 4 came"), "{told}");
    assert_eq!(watched(|| 1), 1);
}

#[test]
fn a_receiver_whose_sender_waits_too_is_told() {
    let told = message(|| {
        let (sender, receiver) = mpsc::channel::<()>();
        let received = receiver.recv();
        drop(sender);
        received
    });
    assert!(told.starts_with("HANGS: ") || told.starts_with("DOES NOT END: "), "{told}");
}

#[test]
fn a_short_sleep_is_no_hang() {
    // No verdict on time: it only has to return.
    watched(|| thread::sleep(std::time::Duration::from_millis(300)));
}

#[test]
fn a_tally_is_waited_for() {
    let done = Tally::new();
    let seen = watched(move || {
        thread::scope(|s| {
            let heavy = s.spawn(|| done.wait_for(3));
            (0..3).for_each(|_| _ = s.spawn(|| done.one_more()));
            heavy.join().unwrap()
        })
    });
    assert!(seen);
}

#[test]
fn a_tally_that_nobody_raises_is_given_up() {
    let done = Tally::new();
    let seen = watched(move || {
        done.one_more();
        done.wait_for(2)
    });
    assert!(!seen);
    assert_eq!(done.count(), 1);
}

#[test]
fn the_high_water_mark_stays() {
    let water = HighWater::new();
    let first = water.enter();
    let second = water.enter();
    assert_eq!((second.others(), water.now(), water.most()), (1, 2, 2));
    drop((first, second));
    let panicked = thread::spawn(move || {
        let _inside = water.enter();
        panic!("this one is meant to panic");
    });
    assert!(panicked.join().is_err());
    assert_eq!((water.now(), water.most(), water.entered(), water.threads()), (0, 2, 3, 2));
    assert!(water.saw_this_thread());
    assert!(!thread::spawn(move || water.saw_this_thread()).join().unwrap());
}
