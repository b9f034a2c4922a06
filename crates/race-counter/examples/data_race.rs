//! The article's program, forced past the compiler: a data race, so undefined behaviour.
//!
//! `cargo run -p race-counter --example data_race`
//!
//! It usually prints 400000, the right answer, from a wrong program. The optimiser may assume that nobody else touches
//! `COUNTER`, so a thread may keep it in a register for much of the loop and write it back late; there is hardly a
//! moment left to collide in. When two do collide, what one of them counted since is gone. Without optimisation the
//! same program loses updates in almost every run:
//!
//! `rustc --edition 2024 crates/race-counter/examples/data_race.rs && ./data_race`
#![allow(unsafe_code)] // The data race is what this example is about.

use std::thread;

static mut COUNTER: u64 = 0;

fn increment() {
    for _ in 0..100_000 {
        // SAFETY: there is none, four threads do this at once. That is the point.
        unsafe { COUNTER += 1 };
    }
}

fn main() {
    let threads: Vec<_> = (0..4).map(|_| thread::spawn(increment)).collect();
    for thread in threads {
        thread.join().expect("the threads don't panic");
    }
    // SAFETY: the threads have ended.
    println!("expected 400000, counted {}", unsafe { COUNTER });
}
