//! "A release fence publishes all that was done before it." It puts what came before it ahead of
//! the stores that come *after* it, and here none does: the flag is up already. Ask which store the
//! reader sees, and whether the fence stands before it; the reader's half is right.
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
        self.ready.store(true, Ordering::Relaxed);
        fence(Ordering::Release);
    }

    /// The value, or nothing as long as there is none. Never waits.
    pub fn read(&self) -> Option<u64> {
        if !self.ready.load(Ordering::Relaxed) {
            return None;
        }
        fence(Ordering::Acquire);
        Some(self.value.load(Ordering::Relaxed))
    }
}

impl Default for Slot {
    fn default() -> Slot {
        Slot::new()
    }
}
