//! A door and those who wait at it, in every interleaving and with a spurious wake-up at each wait; and with real threads.

use interleave::sync::atomic::{AtomicBool, Ordering::SeqCst};
use interleave::{Checker, Kind, check, thread, within};
use lost_wakeup::Door;
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
fn whoever_waits_is_woken() {
    stays_in_the_model();
    check(|| {
        let door = Door::new();
        thread::scope(|s| {
            s.spawn(|| door.wait());
            door.open();
        });
    });
}

#[test]
fn two_who_wait_are_both_woken() {
    stays_in_the_model();
    check(|| {
        let door = Door::new();
        thread::scope(|s| {
            s.spawn(|| door.wait());
            s.spawn(|| door.wait());
            door.open();
        });
    });
}

#[test]
fn nobody_passes_before_the_door_is_open() {
    stays_in_the_model();
    check(|| {
        let door = Door::new();
        let may_pass = AtomicBool::new(false);
        thread::scope(|s| {
            s.spawn(|| {
                door.wait();
                assert!(may_pass.load(SeqCst), "TOO EARLY: wait() returned, and nobody has called open() yet");
            });
            may_pass.store(true, SeqCst);
            door.open();
        });
    });
}

#[test]
fn an_open_door_stays_open() {
    stays_in_the_model();
    check(|| {
        let door = Door::new();
        door.open();
        door.wait();
        door.wait();
    });
}

#[test]
fn whoever_waits_sleeps() {
    stays_in_the_model();
    // Nobody opens this door, so the check has to fail. How it does tells a sleeper from one who runs in circles.
    let failure = Checker::new().try_check(|| Door::new().wait()).err().map(|failure| failure.kind);
    match failure {
        Some(Kind::NeverWoken | Kind::Deadlock) => {}
        Some(Kind::Livelock | Kind::Spin) => {
            panic!("BUSY: at a door that stays shut, wait() runs in circles in place of sleeping")
        }
        None => panic!("TOO EARLY: wait() returned, at a door that stays shut"),
        // Woken for no reason, say: another test tells.
        Some(_) => {}
    }
}

#[test]
fn real_threads_are_woken() {
    stays_in_the_model();
    within(LIMIT, || {
        let door = Door::new();
        thread::scope(|s| {
            for _ in 0..3 {
                s.spawn(|| door.wait());
            }
            door.open();
        });
    });
}
