extern crate interleave as std;

use std::sync::Mutex;

#[derive(Default)]
pub struct Slot(Mutex<Option<u64>>);

impl Slot {
    pub fn new() -> Slot {
        Slot(Mutex::new(None))
    }

    pub fn publish(&self, value: u64) {
        *self.0.lock().unwrap() = Some(value);
    }

    pub fn read(&self) -> Option<u64> {
        *self.0.lock().unwrap()
    }
}
