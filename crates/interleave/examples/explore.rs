//! What a program can come to, and in how many orders; with `--json` also its states and steps.
//! `cargo run --example explore`

extern crate interleave as std;

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

fn main() {
    let seen = interleave::explore(|| {
        let (x, y) = (AtomicU64::new(0), AtomicU64::new(0));
        let side = |mine: &AtomicU64, other: &AtomicU64| {
            mine.store(1, Relaxed);
            other.load(Relaxed)
        };
        thread::scope(|scope| {
            let (a, b) = (scope.spawn(|| side(&x, &y)), scope.spawn(|| side(&y, &x)));
            (a.join().unwrap(), b.join().unwrap())
        })
    });
    match std::env::args().any(|arg| arg == "--json") {
        true => print!("{}", seen.to_json()),
        false => println!("{seen}"),
    }
}
