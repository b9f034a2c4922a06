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
        // TODO: the door may be opened between the look and the sleep. Who wakes this thread then?
        let is_open = *self.is_open.lock().unwrap();
        if !is_open {
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
