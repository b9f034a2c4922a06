//! The shortcut: the line `extern crate interleave as std;` is gone, and the code is otherwise as
//! it was. With real threads the update is lost so rarely that a test would pass, but the load and
//! the store are still two steps.
//! fails: the_code_stays_in_the_model, no_update_is_lost, every_thread_does_its_own_part, the_threads_work_at_the_same_time, real_threads_lose_nothing
//! because: LEAVES THE MODEL

// Leave this line in: through it the tests try every order in which your threads can run.
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
                let old = sum.load(Ordering::Relaxed);
                sum.store(old + found, Ordering::Relaxed);
            });
        }
    });
    total.into_inner()
}
