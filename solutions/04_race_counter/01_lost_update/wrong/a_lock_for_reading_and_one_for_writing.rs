//! "The read is locked and the write is locked, so the update is safe." Locks exclude only those
//! who want the same one, and only as long as they are held. Ask what another thread may do between
//! rows 3 and 10 of the table.
//! fails: no_update_is_lost
//! because: LOST UPDATE
//! may fail: real_threads_lose_nothing

extern crate interleave as std;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

pub fn count(work: impl Fn(u64) -> u64 + Sync, threads: u64) -> u64 {
    let total = AtomicU64::new(0);
    let (reading, writing) = (Mutex::new(()), Mutex::new(()));
    let (sum, reading, writing) = (&total, &reading, &writing);
    let work = &work;
    thread::scope(|s| {
        for i in 0..threads {
            s.spawn(move || {
                let found = work(i);
                let old = {
                    let _guard = reading.lock().unwrap();
                    sum.load(Ordering::SeqCst)
                };
                let _guard = writing.lock().unwrap();
                sum.store(old + found, Ordering::SeqCst);
            });
        }
    });
    total.into_inner()
}
