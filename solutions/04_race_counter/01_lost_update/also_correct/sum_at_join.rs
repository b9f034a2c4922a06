extern crate interleave as std;

use std::thread;

pub fn count(work: impl Fn(u64) -> u64 + Sync, threads: u64) -> u64 {
    let work = &work;
    thread::scope(|s| {
        let parts: Vec<_> = (0..threads).map(|i| s.spawn(move || work(i))).collect();
        parts.into_iter().map(|part| part.join().unwrap()).sum()
    })
}
