//! "A loop that waits needs nothing inside." The lock is right, orderings and all. But the model
//! runs one thread at a time and can't know that this one waits for another; on real processors,
//! too, `spin_loop()` tells the core that it is only waiting.
//! fails: what_one_thread_wrote_the_next_one_sees
//! because: can't be checked until it has one

// Leave this line in: through it the tests try every order in which your threads can run.
extern crate interleave as std;

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, Ordering};

/// A lock that waits by asking again and again.
///
/// An `UnsafeCell` lends its pointer to a closure here (`with_mut`), so that the model sees when an access begins and ends.
pub struct SpinLock<T> {
    locked: AtomicBool,
    value: UnsafeCell<T>,
}

// SAFETY: one thread at a time is at the value, and Release and Acquire order it after the one before it.
unsafe impl<T: Send> Sync for SpinLock<T> {}

impl<T> SpinLock<T> {
    /// A lock around the value.
    pub fn new(value: T) -> SpinLock<T> {
        SpinLock { locked: AtomicBool::new(false), value: UnsafeCell::new(value) }
    }

    /// Calls `f` with the value, while no other thread is at it.
    pub fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        // Acquire: what comes after this happens after the other thread's Release…
        while self.locked.swap(true, Ordering::Acquire) {}
        // SAFETY: this thread has the lock.
        let result = self.value.with_mut(|value| f(unsafe { &mut *value }));
        // … and Release: what came before it is done.
        self.locked.store(false, Ordering::Release);
        result
    }
}
