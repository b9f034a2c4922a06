//! "`Acquire` makes the reader get the newest values." It orders the reader after a store with
//! `Release` whose value it reads, and this flag is stored with `Relaxed`: there is nothing to
//! acquire.
//! fails: ready_means_that_the_value_is_there
//! because: Cause: memory ordering
//! may fail: real_threads_read_the_value

// Leave this line in: through it the tests try every order in which your threads can run, and every value that a read may
// return.
extern crate interleave as std;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

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
        self.ready.store(true, Ordering::Relaxed);
    }

    /// The value, or nothing as long as there is none. Never waits.
    pub fn read(&self) -> Option<u64> {
        if self.ready.load(Ordering::Acquire) { Some(self.value.load(Ordering::Relaxed)) } else { None }
    }
}

impl Default for Slot {
    fn default() -> Slot {
        Slot::new()
    }
}
