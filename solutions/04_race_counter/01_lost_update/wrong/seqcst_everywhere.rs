//! "A stronger ordering keeps other threads out." `SeqCst` puts all steps in one order that every
//! thread agrees on; it does not join two of them into one. Ask which ordering would forbid rows 1
//! to 4 of the table: none does.
//! fails: no_update_is_lost
//! because: LOST UPDATE
//! may fail: real_threads_lose_nothing

// Leave this line in: through it the tests try every order in which your threads can run.
extern crate interleave as std;

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// Counts with several threads at once.
///
/// Thread `i` of `threads` calls `work(i)`, which says how many things it found. The result is the sum of all these. No
/// thread waits for another one while it works.
pub fn count(work: impl Fn(u64) -> u64 + Sync, threads: u64) -> u64 {
    let total = AtomicU64::new(0);
    let (work, sum) = (&work, &total);
    thread::scope(|s| {
        for i in 0..threads {
            s.spawn(move || {
                let found = work(i);
                // TODO: between these two lines another thread may do the same two. Which number is then overwritten?
                let old = sum.load(Ordering::SeqCst);
                sum.store(old + found, Ordering::SeqCst);
            });
        }
    });
    total.into_inner()
}
