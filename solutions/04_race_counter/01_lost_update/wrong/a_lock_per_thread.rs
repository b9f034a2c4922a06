//! "What is done under a lock is safe from other threads." Each thread makes a lock of its own and
//! takes that: nobody ever waits for it. Ask who else could want the lock `own`.
//! fails: no_update_is_lost
//! because: LOST UPDATE
//! may fail: real_threads_lose_nothing

extern crate interleave as std;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

pub fn count(work: impl Fn(u64) -> u64 + Sync, threads: u64) -> u64 {
    let total = AtomicU64::new(0);
    let sum = &total;
    let work = &work;
    thread::scope(|s| {
        for i in 0..threads {
            s.spawn(move || {
                let own = Mutex::new(());
                let found = work(i);
                let _guard = own.lock().unwrap();
                let old = sum.load(Ordering::SeqCst);
                sum.store(old + found, Ordering::SeqCst);
            });
        }
    });
    total.into_inner()
}
