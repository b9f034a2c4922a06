//! "Only one thread is inside at a time, so the accesses can't be at once." One at a time is not
//! yet one *after* the other: with `Relaxed`, nothing makes the write of one happen before the
//! access of the next. Exercise 4.7 is about this.
//! fails: adding_at_once_is_no_data_race, reading_while_adding_is_no_data_race
//! because: DATA RACE
//! may fail: real_threads_lose_nothing

// Leave this line in: through it the tests see every access to an UnsafeCell, in every order.
extern crate interleave as std;

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, Ordering};

/// A counter that threads share.
///
/// An `UnsafeCell` lends its pointer to a closure here (`with` to read, `with_mut` to write): it is the one type whose
/// methods differ from std's, so that the model sees when an access begins and ends.
pub struct Counter {
    value: UnsafeCell<u64>,
    busy: AtomicBool,
}

// SAFETY: not shown: that is the exercise.
unsafe impl Sync for Counter {}

impl Counter {
    /// A counter at zero.
    pub fn new() -> Counter {
        Counter { value: UnsafeCell::new(0), busy: AtomicBool::new(false) }
    }

    /// Adds to it.
    pub fn add(&self, n: u64) {
        while self.busy.swap(true, Ordering::Relaxed) {
            std::thread::yield_now();
        }
        // SAFETY: see above.
        self.value.with_mut(|value| unsafe { *value += n });
        self.busy.store(false, Ordering::Relaxed);
    }

    /// What was added until now.
    pub fn get(&self) -> u64 {
        while self.busy.swap(true, Ordering::Relaxed) {
            std::thread::yield_now();
        }
        // SAFETY: see above.
        let value = self.value.with(|value| unsafe { *value });
        self.busy.store(false, Ordering::Relaxed);
        value
    }
}

impl Default for Counter {
    fn default() -> Counter {
        Counter::new()
    }
}
