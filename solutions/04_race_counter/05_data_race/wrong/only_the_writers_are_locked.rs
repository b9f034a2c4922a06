//! "Reading changes nothing, so readers need no lock." A data race takes two accesses of which
//! *one* writes. A lock orders a reader with the writers only if the reader takes it too.
//! fails: reading_while_adding_is_no_data_race
//! because: DATA RACE
//! may fail: real_threads_lose_nothing

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

// SAFETY: not shown: that is the exercise.
unsafe impl Sync for Counter {}

impl Counter {
    /// A counter at zero.
    pub fn new() -> Counter {
        Counter { value: UnsafeCell::new(0), lock: Mutex::new(()) }
    }

    /// Adds to it.
    pub fn add(&self, n: u64) {
        let _guard = self.lock.lock().unwrap();
        // SAFETY: see above.
        self.value.with_mut(|value| unsafe { *value += n });
    }

    /// What was added until now.
    pub fn get(&self) -> u64 {
        // SAFETY: see above.
        self.value.with(|value| unsafe { *value })
    }
}

impl Default for Counter {
    fn default() -> Counter {
        Counter::new()
    }
}
