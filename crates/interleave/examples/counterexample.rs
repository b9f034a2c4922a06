//! A lost update, and the one order of the steps that shows it. `cargo run --example counterexample`

extern crate interleave as std;

use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;

fn main() {
    let result = interleave::Checker::new().try_check(|| {
        let count = AtomicU64::new(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let old = count.load(SeqCst);
                    count.store(old + 1, SeqCst);
                });
            }
        });
        assert_eq!(count.into_inner(), 2, "an update was lost");
    });
    match result {
        Ok(report) => println!("{report}"),
        Err(failure) => println!("{failure}"),
    }
}
