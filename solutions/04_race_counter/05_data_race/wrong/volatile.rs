//! "`volatile` makes an access visible to other threads." It does in Java. In Rust, as in C, it
//! only keeps the compiler from leaving out or merging accesses, as for a device's registers; it is
//! neither atomic nor does it order threads.
//! fails: adding_at_once_is_no_data_race, reading_while_adding_is_no_data_race
//! because: DATA RACE
//! may fail: real_threads_lose_nothing

// Leave this line in: through it the tests see every access to an UnsafeCell, in every order.
extern crate interleave as std;

use std::cell::UnsafeCell;

/// A counter that threads share.
///
/// An `UnsafeCell` lends its pointer to a closure here (`with` to read, `with_mut` to write): it is the one type whose
/// methods differ from std's, so that the model sees when an access begins and ends.
pub struct Counter {
    value: UnsafeCell<u64>,
}

// SAFETY: not shown: that is the exercise.
unsafe impl Sync for Counter {}

impl Counter {
    /// A counter at zero.
    pub fn new() -> Counter {
        Counter { value: UnsafeCell::new(0) }
    }

    /// Adds to it.
    pub fn add(&self, n: u64) {
        // SAFETY: none.
        self.value.with_mut(|value| unsafe { value.write_volatile(value.read_volatile() + n) });
    }

    /// What was added until now.
    pub fn get(&self) -> u64 {
        // SAFETY: none.
        self.value.with(|value| unsafe { value.read_volatile() })
    }
}

impl Default for Counter {
    fn default() -> Counter {
        Counter::new()
    }
}
