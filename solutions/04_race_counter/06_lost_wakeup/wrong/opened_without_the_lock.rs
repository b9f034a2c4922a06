//! "An atomic needs no lock." The flag doesn't; the sleep does. The waiting thread holds the lock
//! from the look to the sleep, but that keeps out only those who take it, and `open` changes the
//! flag and notifies in between.
//! fails: whoever_waits_is_woken, two_who_wait_are_both_woken, nobody_passes_before_the_door_is_open
//! because: Lost wake-up
//! may fail: real_threads_are_woken

// Leave this line in: through it the tests try every order in which your threads can run.
extern crate interleave as std;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex};

/// A door that opens once, for good.
pub struct Door {
    is_open: AtomicBool,
    lock: Mutex<()>,
    changed: Condvar,
}

impl Door {
    /// A closed door.
    pub fn new() -> Door {
        Door { is_open: AtomicBool::new(false), lock: Mutex::new(()), changed: Condvar::new() }
    }

    /// Opens it and wakes everybody who waits.
    pub fn open(&self) {
        self.is_open.store(true, Ordering::SeqCst);
        self.changed.notify_all();
    }

    /// Returns once the door is open; until then the thread sleeps.
    pub fn wait(&self) {
        let mut guard = self.lock.lock().unwrap();
        while !self.is_open.load(Ordering::SeqCst) {
            guard = self.changed.wait(guard).unwrap();
        }
    }
}

impl Default for Door {
    fn default() -> Door {
        Door::new()
    }
}
