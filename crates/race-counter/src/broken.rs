//! BROKEN on purpose: each step is atomic, the three together are not.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

/// Adds 1 to `counter`, `times` times, as `counter += 1` does it: read, add, write. Another thread's update between
/// the read and the write is overwritten: lost. There is no data race here (every access is atomic), and still a
/// race condition: the result depends on who comes when.
// ANCHOR: increment_unsafe
pub fn increment_unsafe(counter: &AtomicU64, times: u64) {
    for _ in 0..times {
        let read = counter.load(Relaxed);
        counter.store(read + 1, Relaxed);
    }
}
// ANCHOR_END: increment_unsafe

/// The same, but every `every`-th time the thread offers its core to another between the read and the write: the
/// moment that hardly ever comes by itself on a single core.
// ANCHOR: increment_unsafe_yielding
pub fn increment_unsafe_yielding(counter: &AtomicU64, times: u64, every: u64) {
    for time in 0..times {
        let read = counter.load(Relaxed);
        if time % every == 0 {
            thread::yield_now();
        }
        counter.store(read + 1, Relaxed);
    }
}
// ANCHOR_END: increment_unsafe_yielding
