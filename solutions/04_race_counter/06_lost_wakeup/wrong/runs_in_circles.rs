//! "Who never sleeps can miss no wake-up." True, but it keeps a core busy as long as the door is
//! shut, and the exercise asks for a thread that sleeps. Ask what a hundred workers at the door
//! would do to the server that is starting.
//! fails: whoever_waits_sleeps
//! because: BUSY
//! may fail: two_who_wait_are_both_woken

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
            std::thread::yield_now();
        }
    }
}

impl Default for Door {
    fn default() -> Door {
        Door::new()
    }
}
