//! What the facade costs outside a check: `cargo bench -p interleave`. Both sides take turns in one run.

use std::hint::black_box;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Instant;

const ROUNDS: u32 = 2_000_000;

fn nanoseconds(f: impl Fn()) -> f64 {
    let once = || {
        let start = Instant::now();
        for _ in 0..ROUNDS {
            f();
        }
        start.elapsed().as_nanos() as f64 / f64::from(ROUNDS)
    };
    // The least disturbed of nine.
    (0..9).map(|_| once()).fold(f64::INFINITY, f64::min)
}

fn main() {
    let std_atomic = std::sync::atomic::AtomicU64::new(0);
    let our_atomic = interleave::sync::atomic::AtomicU64::new(0);
    let std_mutex = std::sync::Mutex::new(0_u64);
    let our_mutex = interleave::sync::Mutex::new(0_u64);
    let rows = [
        (
            "fetch_add",
            nanoseconds(|| _ = black_box(&std_atomic).fetch_add(1, Relaxed)),
            nanoseconds(|| _ = black_box(&our_atomic).fetch_add(1, Relaxed)),
        ),
        (
            "lock + unlock",
            nanoseconds(|| *black_box(&std_mutex).lock().unwrap() += 1),
            nanoseconds(|| *black_box(&our_mutex).lock().unwrap() += 1),
        ),
    ];
    println!("{:14} {:>9} {:>11} {:>9}", "", "std", "interleave", "more");
    for (name, std, ours) in rows {
        println!("{name:14} {std:6.2} ns {ours:8.2} ns {:6.2} ns", ours - std);
    }
}
