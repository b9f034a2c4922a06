extern crate interleave as std;

use std::sync::Mutex;

#[derive(Default)]
pub struct Counter {
    value: Mutex<u64>,
}

impl Counter {
    pub fn new() -> Counter {
        Counter { value: Mutex::new(0) }
    }

    pub fn add(&self, n: u64) {
        *self.value.lock().unwrap() += n;
    }

    pub fn get(&self) -> u64 {
        *self.value.lock().unwrap()
    }
}
