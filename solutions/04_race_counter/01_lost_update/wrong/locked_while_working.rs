//! "The lock has to cover all that a thread does for the total." Only the addition touches the
//! total; with `work` under the lock, one thread works and the others wait. Ask what each line
//! under the lock shares with others.
//! fails: the_threads_work_at_the_same_time
//! because: ONE AFTER ANOTHER

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
                let mut total = sum.lock().unwrap();
                *total += work(i);
            });
        }
    });
    total.into_inner().unwrap()
}
