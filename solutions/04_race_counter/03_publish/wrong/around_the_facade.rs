//! The shortcut: the line `extern crate interleave as std;` is gone, and all is as `Relaxed` as
//! before. An x86 processor keeps stores in order by itself, and loads too, so it seldom shows
//! there; the code asks for no order, on any machine.
//! fails: the_code_stays_in_the_model, ready_means_that_the_value_is_there, an_empty_slot_has_nothing, once_published_it_stays, a_reader_can_see_it_while_the_publisher_runs, real_threads_read_the_value
//! because: LEAVES THE MODEL

// Leave this line in: through it the tests try every order in which your threads can run, and every value that a read may
// return.
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
        // TODO: the two lines are in the right order. What tells another thread so?
        self.value.store(value, Ordering::Relaxed);
        self.ready.store(true, Ordering::Relaxed);
    }

    /// The value, or nothing as long as there is none. Never waits.
    pub fn read(&self) -> Option<u64> {
        // TODO: and what makes this thread listen?
        if self.ready.load(Ordering::Relaxed) { Some(self.value.load(Ordering::Relaxed)) } else { None }
    }
}

impl Default for Slot {
    fn default() -> Slot {
        Slot::new()
    }
}
