//! Code that runs in circles gets a verdict, and so do the tests beside it. A program of its own: afterwards nothing can be
//! watched in it.
#![cfg(target_os = "linux")]

use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use gates::watched;

fn message(f: fn()) -> String {
    *catch_unwind(|| watched(f)).expect_err("it was to panic").downcast::<String>().expect("a message")
}

#[test]
fn what_runs_in_circles_is_told_and_nothing_is_tried_beside_it() {
    let told = message(|| {
        loop {
            std::hint::spin_loop();
        }
    });
    assert!(told.starts_with("DOES NOT END: the program computes for more than"), "{told}");
    let (before, told) = (Instant::now(), message(|| ()));
    assert!(told.starts_with("NOT TRIED: another test of this program does not end."), "{told}");
    assert!(before.elapsed() < Duration::from_secs(5), "at once");
    assert!(told.lines().all(|line| line.len() <= 80));
}
