//! The shortcut: the line `extern crate interleave as std;` is gone, and the orderings are as
//! `Relaxed` as they were. One thread is inside at a time, so the sum is right with real threads,
//! and the data race stays unseen.
//! fails: the_code_stays_in_the_model, what_one_thread_wrote_the_next_one_sees, the_lock_is_free_again, real_threads_lose_nothing
//! because: LEAVES THE MODEL

// Leave this line in: through it the tests try every order in which your threads can run.
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// A lock that waits by asking again and again.
///
/// An `UnsafeCell` lends its pointer to a closure here (`with_mut`), so that the model sees when an access begins and ends.
pub struct SpinLock<T> {
    locked: AtomicBool,
    value: UnsafeCell<T>,
}

// SAFETY: one thread at a time is at the value. (Is it, and does each see what the one before it wrote?)
unsafe impl<T: Send> Sync for SpinLock<T> {}

impl<T> SpinLock<T> {
    /// A lock around the value.
    pub fn new(value: T) -> SpinLock<T> {
        SpinLock { locked: AtomicBool::new(false), value: UnsafeCell::new(value) }
    }

    /// Calls `f` with the value, while no other thread is at it.
    pub fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        // TODO: only one thread gets in at a time. What tells it that the one before it is done?
        while self.locked.swap(true, Ordering::Relaxed) {
            thread::yield_now();
        }
        // SAFETY: this thread has the lock.
        let result = f(unsafe { &mut *self.value.get() });
        self.locked.store(false, Ordering::Relaxed);
        result
    }
}
