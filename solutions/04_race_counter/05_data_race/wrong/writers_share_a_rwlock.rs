//! "The lock is held, so nobody else is there." It is held for *reading*, which any number of
//! threads may do at once, and `add` writes under it. With the number inside, as `RwLock<u64>`, the
//! compiler would not have let it.
//! fails: adding_at_once_is_no_data_race, reading_while_adding_is_no_data_race
//! because: DATA RACE
//! may fail: real_threads_lose_nothing

// Leave this line in: through it the tests see every access to an UnsafeCell, in every order.
extern crate interleave as std;

use std::cell::UnsafeCell;
use std::sync::RwLock;

/// A counter that threads share.
///
/// An `UnsafeCell` lends its pointer to a closure here (`with` to read, `with_mut` to write): it is the one type whose
/// methods differ from std's, so that the model sees when an access begins and ends.
pub struct Counter {
    value: UnsafeCell<u64>,
    lock: RwLock<()>,
}

// SAFETY: not shown: that is the exercise.
unsafe impl Sync for Counter {}

impl Counter {
    /// A counter at zero.
    pub fn new() -> Counter {
        Counter { value: UnsafeCell::new(0), lock: RwLock::new(()) }
    }

    /// Adds to it.
    pub fn add(&self, n: u64) {
        let _guard = self.lock.read().unwrap();
        // SAFETY: see above.
        self.value.with_mut(|value| unsafe { *value += n });
    }

    /// What was added until now.
    pub fn get(&self) -> u64 {
        let _guard = self.lock.read().unwrap();
        // SAFETY: see above.
        self.value.with(|value| unsafe { *value })
    }
}

impl Default for Counter {
    fn default() -> Counter {
        Counter::new()
    }
}
