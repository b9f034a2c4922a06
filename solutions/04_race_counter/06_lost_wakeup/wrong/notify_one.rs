//! "The door opens once, so one notification is enough." `notify_one` wakes one of those who sleep,
//! and the others sleep on; with a single worker it always works. Ask how many can go on after this
//! change: if all, `notify_all`.
//! fails: two_who_wait_are_both_woken
//! because: NEVER WOKEN
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
        self.changed.notify_one();
    }

    /// Returns once the door is open; until then the thread sleeps.
    pub fn wait(&self) {
        // From the look to the sleep the lock is held: nobody can open the door in between. And after each wake-up, for
        // it may be spurious, look again.
        let mut is_open = self.is_open.lock().unwrap();
        while !*is_open {
            is_open = self.changed.wait(is_open).unwrap();
        }
    }
}

impl Default for Door {
    fn default() -> Door {
        Door::new()
    }
}
