//! The shortcut: the line on top is there, but the atomic comes from `core::sync`, where the model
//! does not see it. An error that is no longer seen is still there: the load and the store are two
//! steps as before.
//! fails: the_code_stays_in_the_model, no_update_is_lost, every_thread_does_its_own_part, the_threads_work_at_the_same_time, real_threads_lose_nothing
//! because: has `core::sync` in line

// Leave this line in: through it the tests try every order in which your threads can run.
extern crate interleave as std;

use core::sync::atomic::{AtomicU64, Ordering};
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
                let old = sum.load(Ordering::Relaxed);
                sum.store(old + found, Ordering::Relaxed);
            });
        }
    });
    total.into_inner()
}
