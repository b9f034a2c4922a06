// Leave this line in: through it the tests see every access to an UnsafeCell, in every order.
extern crate interleave as std;

use std::cell::UnsafeCell;
use std::sync::Mutex;

/// A counter that threads share.
///
/// An `UnsafeCell` lends its pointer to a closure here (`with` to read, `with_mut` to write): it is the one type whose
/// methods differ from std's, so that the model sees when an access begins and ends.
pub struct Counter {
    value: UnsafeCell<u64>,
    lock: Mutex<()>,
}

// SAFETY: every access to the value is made while `lock` is held, so any two of them are ordered.
unsafe impl Sync for Counter {}

impl Counter {
    /// A counter at zero.
    pub fn new() -> Counter {
        Counter { value: UnsafeCell::new(0), lock: Mutex::new(()) }
    }

    /// Adds to it.
    pub fn add(&self, n: u64) {
        let _guard = self.lock.lock().unwrap();
        // SAFETY: the pointer is valid, and the guard keeps every other thread out.
        self.value.with_mut(|value| unsafe { *value += n });
    }

    /// What was added until now.
    pub fn get(&self) -> u64 {
        let _guard = self.lock.lock().unwrap();
        // SAFETY: as in `add`.
        self.value.with(|value| unsafe { *value })
    }
}

impl Default for Counter {
    fn default() -> Counter {
        Counter::new()
    }
}
