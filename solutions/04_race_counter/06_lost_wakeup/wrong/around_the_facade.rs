//! The shortcut: the line `extern crate interleave as std;` is gone, and `wait` is as it was. With
//! real threads it takes some thousand starts until a worker never wakes, and no test waits for
//! that.
//! fails: the_code_stays_in_the_model, whoever_waits_is_woken, two_who_wait_are_both_woken, nobody_passes_before_the_door_is_open, an_open_door_stays_open, whoever_waits_sleeps, real_threads_are_woken
//! because: LEAVES THE MODEL

// Leave this line in: through it the tests try every order in which your threads can run.
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
