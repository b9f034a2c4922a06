extern crate interleave as std;

use std::sync::Mutex;
use std::thread;

pub fn count(work: impl Fn(u64) -> u64 + Sync, threads: u64) -> u64 {
    let total = Mutex::new(0);
    let sum = &total;
    let work = &work;
    thread::scope(|s| {
        for i in 0..threads {
            s.spawn(move || {
                let found = work(i);
                *sum.lock().unwrap() += found;
            });
        }
    });
    total.into_inner().unwrap()
}
