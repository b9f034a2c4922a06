extern crate interleave as std;

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

pub fn count(work: impl Fn(u64) -> u64 + Sync, threads: u64) -> u64 {
    let total = AtomicU64::new(0);
    let sum = &total;
    let work = &work;
    thread::scope(|s| {
        for i in 0..threads {
            s.spawn(move || {
                let found = work(i);
                let mut old = sum.load(Ordering::Relaxed);
                while let Err(newer) = sum.compare_exchange_weak(old, old + found, Ordering::Relaxed, Ordering::Relaxed)
                {
                    old = newer;
                }
            });
        }
    });
    total.into_inner()
}
