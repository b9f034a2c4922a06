//! "`Release` at the end makes the write visible to whoever comes next." Only to one who takes the
//! lock with `Acquire`; with `Relaxed`, nothing after the `swap` is ordered behind the other
//! thread's release.
//! fails: what_one_thread_wrote_the_next_one_sees
//! because: DATA RACE
//! may fail: real_threads_lose_nothing

// Leave this line in: through it the tests try every order in which your threads can run.
extern crate interleave as std;

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
        while self.locked.swap(true, Ordering::Relaxed) {
            thread::yield_now();
        }
        // SAFETY: this thread has the lock.
        let result = self.value.with_mut(|value| f(unsafe { &mut *value }));
        self.locked.store(false, Ordering::Release);
        result
    }
}
