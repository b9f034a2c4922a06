//! The shortcut: a thread that never sleeps needs no waking. But then the door holds nobody back,
//! and holding back is what `wait` is for.
//! fails: nobody_passes_before_the_door_is_open, whoever_waits_sleeps
//! because: TOO EARLY

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
    pub fn wait(&self) {}
}

impl Default for Door {
    fn default() -> Door {
        Door::new()
    }
}
