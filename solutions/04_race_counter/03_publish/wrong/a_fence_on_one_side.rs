//! "The publisher has said that all is done, so it is settled for everybody." It takes two: nothing
//! makes the reader's two loads follow each other. Ask what in `read` answers to the fence in
//! `publish`.
//! fails: ready_means_that_the_value_is_there
//! because: Cause: memory ordering
//! may fail: real_threads_read_the_value

// Leave this line in: through it the tests try every order in which your threads can run, and every value that a read may
// return.
extern crate interleave as std;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering, fence};

/// A place where one thread leaves a value for others.
pub struct Slot {
    value: AtomicU64,
    ready: AtomicBool,
}

impl Slot {
    /// An empty slot.
    pub fn new() -> Slot {
        Slot { value: AtomicU64::new(0), ready: AtomicBool::new(false) }
    }

    /// Leaves the value. Called once at most.
    pub fn publish(&self, value: u64) {
        self.value.store(value, Ordering::Relaxed);
        fence(Ordering::Release);
        self.ready.store(true, Ordering::Relaxed);
    }

    /// The value, or nothing as long as there is none. Never waits.
    pub fn read(&self) -> Option<u64> {
        if self.ready.load(Ordering::Relaxed) { Some(self.value.load(Ordering::Relaxed)) } else { None }
    }
}

impl Default for Slot {
    fn default() -> Slot {
        Slot::new()
    }
}
