//! "A thread each, and nothing shared: so nothing can be lost." True, and nothing runs in parallel
//! either, for each thread is joined before the next one starts. Ask when the second `spawn` is
//! called; all handles first, then all joins, is a solution.
//! fails: the_threads_work_at_the_same_time
//! because: ONE AFTER ANOTHER

extern crate interleave as std;

use std::thread;

pub fn count(work: impl Fn(u64) -> u64 + Sync, threads: u64) -> u64 {
    let work = &work;
    (0..threads).map(|i| thread::scope(|s| s.spawn(move || work(i)).join().unwrap())).sum()
}
