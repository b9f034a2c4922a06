extern crate interleave as std;

use std::sync::Mutex;
use std::thread::{self, Thread};

#[derive(Default)]
pub struct Door {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    is_open: bool,
    asleep: Vec<Thread>,
}

impl Door {
    pub fn new() -> Door {
        Door::default()
    }

    pub fn open(&self) {
        let mut state = self.state.lock().unwrap();
        state.is_open = true;
        for thread in state.asleep.drain(..) {
            thread.unpark();
        }
    }

    pub fn wait(&self) {
        {
            let mut state = self.state.lock().unwrap();
            if state.is_open {
                return;
            }
            state.asleep.push(thread::current());
        }
        while !self.state.lock().unwrap().is_open {
            thread::park();
        }
    }
}
