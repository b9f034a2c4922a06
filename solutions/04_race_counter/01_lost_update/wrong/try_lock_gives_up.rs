//! "`try_lock` is a `lock` that doesn't wait." Then it can't always get the lock, and here the
//! answer to that is to throw the number away. Ask what becomes of `found` in row 2 of the table.
//! fails: no_update_is_lost
//! because: the total is not their sum
//! may fail: real_threads_lose_nothing

extern crate interleave as std;

use std::sync::Mutex;
use std::thread;

pub fn count(work: impl Fn(u64) -> u64 + Sync, threads: u64) -> u64 {
    let total = Mutex::new(0);
    let (work, sum) = (&work, &total);
    thread::scope(|s| {
        for i in 0..threads {
            s.spawn(move || {
                let found = work(i);
                if let Ok(mut sum) = sum.try_lock() {
                    *sum += found;
                }
            });
        }
    });
    total.into_inner().unwrap()
}
