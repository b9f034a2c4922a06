//! The shortcut: `read` always says that nothing is there, so no reader ever gets a wrong value.
//! Nobody gets the right one either, and a slot is there to be read.
//! fails: once_published_it_stays, a_reader_can_see_it_while_the_publisher_runs, real_threads_read_the_value
//! because: NOT SEEN

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
        self.ready.store(true, Ordering::Release);
    }

    /// The value, or nothing as long as there is none. Never waits.
    pub fn read(&self) -> Option<u64> {
        None
    }
}

impl Default for Slot {
    fn default() -> Slot {
        Slot::new()
    }
}
