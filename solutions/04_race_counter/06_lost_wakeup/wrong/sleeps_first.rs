//! The shortcut: a pause in front, in the hope that the door is open by then. It makes the unlucky
//! order rarer on some machine and rules out none: a pause orders nothing, and the gap between the
//! look and the sleep is where it was.
//! fails: two_who_wait_are_both_woken, nobody_passes_before_the_door_is_open
//! because: Lost wake-up
//! may fail: whoever_waits_is_woken, real_threads_are_woken

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
        std::thread::sleep(std::time::Duration::from_millis(10));
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
