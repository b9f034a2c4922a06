//! "With `Release` and `Acquire` everywhere, the order of the lines no longer matters." A store
//! with `Release` publishes what stands *before* it, and before this flag stands nothing. The cause
//! in the message is the order of the steps alone: no ordering makes up for it.
//! fails: ready_means_that_the_value_is_there
//! because: Cause: the order of the steps alone
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
        self.ready.store(true, Ordering::Release);
        self.value.store(value, Ordering::Release);
    }

    /// The value, or nothing as long as there is none. Never waits.
    pub fn read(&self) -> Option<u64> {
        if self.ready.load(Ordering::Acquire) { Some(self.value.load(Ordering::Acquire)) } else { None }
    }
}

impl Default for Slot {
    fn default() -> Slot {
        Slot::new()
    }
}
