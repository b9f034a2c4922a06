//! The shortcut: the standard library's lock under another name. It is correct, and in everyday
//! work the better choice; but the exercise is to build one, and to find out what a lock must
//! promise.
//! fails: the_lock_is_your_own
//! because: NOT YOUR OWN

extern crate interleave as std;

use std::sync::Mutex;

pub struct SpinLock<T>(Mutex<T>);

impl<T> SpinLock<T> {
    pub fn new(value: T) -> SpinLock<T> {
        SpinLock(Mutex::new(value))
    }

    pub fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        f(&mut self.0.lock().unwrap())
    }
}
