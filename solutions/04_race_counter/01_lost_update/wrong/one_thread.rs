//! The shortcut: no threads, so no update can be lost. The sum is right, but the threads were to
//! work at the same time, and here the caller does all the work.
//! fails: every_thread_does_its_own_part, the_threads_work_at_the_same_time
//! because: ONE THREAD

extern crate interleave as std;

pub fn count(work: impl Fn(u64) -> u64 + Sync, threads: u64) -> u64 {
    (0..threads).map(work).sum()
}
