//! "When `wait` returns, somebody has notified." It may also return without: a spurious wake-up.
//! The look and the sleep are under one lock, as they should be; only the look after the sleep is
//! missing.
//! fails: nobody_passes_before_the_door_is_open
//! because: Cause: a spurious wake-up

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
        let mut is_open = self.is_open.lock().unwrap();
        if !*is_open {
            is_open = self.changed.wait(is_open).unwrap();
        }
        drop(is_open);
    }
}

impl Default for Door {
    fn default() -> Door {
        Door::new()
    }
}
