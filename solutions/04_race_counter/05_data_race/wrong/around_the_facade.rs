//! The shortcut: the line `extern crate interleave as std;` is gone, so that the model no longer
//! sees an access. It is undefined behaviour all the same, also in a run with the right number.
//! fails: the_code_stays_in_the_model, adding_at_once_is_no_data_race, reading_while_adding_is_no_data_race, one_thread_counts, real_threads_lose_nothing
//! because: LEAVES THE MODEL

// Leave this line in: through it the tests see every access to an UnsafeCell, in every order.
use std::cell::UnsafeCell;

/// A counter that threads share.
///
/// An `UnsafeCell` lends its pointer to a closure here (`with` to read, `with_mut` to write): it is the one type whose
/// methods differ from std's, so that the model sees when an access begins and ends.
pub struct Counter {
    value: UnsafeCell<u64>,
}

// TODO: this line tells the compiler that threads may share a Counter. It has nothing to show for it.
// SAFETY: not shown: that is the exercise.
unsafe impl Sync for Counter {}

impl Counter {
    /// A counter at zero.
    pub fn new() -> Counter {
        Counter { value: UnsafeCell::new(0) }
    }

    /// Adds to it.
    pub fn add(&self, n: u64) {
        // SAFETY: the pointer is valid; that no other thread is at the value now, nothing makes sure.
        unsafe { *self.value.get() += n };
    }

    /// What was added until now.
    pub fn get(&self) -> u64 {
        // SAFETY: as in `add`.
        unsafe { *self.value.get() }
    }
}

impl Default for Counter {
    fn default() -> Counter {
        Counter::new()
    }
}
