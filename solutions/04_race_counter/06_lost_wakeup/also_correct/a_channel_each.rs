extern crate interleave as std;

use std::sync::Mutex;
use std::sync::mpsc::{Sender, channel};

#[derive(Default)]
pub struct Door {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    is_open: bool,
    who_waits: Vec<Sender<()>>,
}

impl Door {
    pub fn new() -> Door {
        Door::default()
    }

    pub fn open(&self) {
        let mut state = self.state.lock().unwrap();
        state.is_open = true;
        for waits in state.who_waits.drain(..) {
            waits.send(()).unwrap();
        }
    }

    pub fn wait(&self) {
        let (sender, receiver) = channel();
        {
            let mut state = self.state.lock().unwrap();
            if state.is_open {
                return;
            }
            state.who_waits.push(sender);
        }
        // A message stays in the channel until it is received, however late that is.
        receiver.recv().unwrap();
    }
}
