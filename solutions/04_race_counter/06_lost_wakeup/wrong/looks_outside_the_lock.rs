//! "A `while` around the `wait` is the rule, and here it is." The loop helps against spurious
//! wake-ups, but the guard of the look is gone when its line ends, and the door may open before the
//! sleep. Ask who holds the lock between the two.
//! fails: whoever_waits_is_woken, two_who_wait_are_both_woken, nobody_passes_before_the_door_is_open
//! because: Lost wake-up
//! may fail: real_threads_are_woken

// Leave this line in: through it the tests try every order in which your threads can run.
extern crate interleave as std;

use std::sync::{Condvar, Mutex};

/// A door that opens once, for good.
pub struct Door {
    is_open: Mutex<bool>,
    changed: Condvar,
}

impl Door {
    /// A closed door.
    pub fn new() -> Door {
        Door { is_open: Mutex::new(false), changed: Condvar::new() }
    }

    /// Opens it and wakes everybody who waits.
    pub fn open(&self) {
        *self.is_open.lock().unwrap() = true;
        self.changed.notify_all();
    }

    /// Returns once the door is open; until then the thread sleeps.
    pub fn wait(&self) {
        while !*self.is_open.lock().unwrap() {
            let guard = self.is_open.lock().unwrap();
            drop(self.changed.wait(guard).unwrap());
        }
    }
}

impl Default for Door {
    fn default() -> Door {
        Door::new()
    }
}
