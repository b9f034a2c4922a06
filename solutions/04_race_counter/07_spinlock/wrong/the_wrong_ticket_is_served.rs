//! "Next to be served is the newest ticket." `next` is the number that the next *arrival* will
//! draw: if somebody has drawn while the lock was held, their number is passed over for ever. Ask
//! whose turn it is after `mine`.
//! fails: what_one_thread_wrote_the_next_one_sees
//! because: NO PROGRESS
//! may fail: real_threads_lose_nothing

// Leave this line in: through it the tests try every order in which your threads can run.
extern crate interleave as std;

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// A lock that waits by asking again and again.
///
/// An `UnsafeCell` lends its pointer to a closure here (`with_mut`), so that the model sees when an access begins and ends.
pub struct SpinLock<T> {
    next: AtomicU64,
    serving: AtomicU64,
    value: UnsafeCell<T>,
}

// SAFETY: one thread at a time is at the value. (Is it, and does each see what the one before it wrote?)
unsafe impl<T: Send> Sync for SpinLock<T> {}

impl<T> SpinLock<T> {
    /// A lock around the value.
    pub fn new(value: T) -> SpinLock<T> {
        SpinLock { next: AtomicU64::new(0), serving: AtomicU64::new(0), value: UnsafeCell::new(value) }
    }

    /// Calls `f` with the value, while no other thread is at it.
    pub fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        let mine = self.next.fetch_add(1, Ordering::Relaxed);
        while self.serving.load(Ordering::Acquire) != mine {
            thread::yield_now();
        }
        // SAFETY: this thread has the lock.
        let result = self.value.with_mut(|value| f(unsafe { &mut *value }));
        self.serving.store(self.next.load(Ordering::Relaxed), Ordering::Release);
        result
    }
}
