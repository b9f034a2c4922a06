//! The barrier, made of the facade's own mutex and condition variable.

use super::{Condvar, Mutex};
use crate::model::object::ObjectId;
use crate::within::{On, waits};
use std::panic::Location;

/// `std::sync::Barrier`.
#[derive(Debug)]
pub struct Barrier {
    id: ObjectId,
    threads: usize,
    // How many wait, and how often the barrier has opened.
    state: Mutex<(usize, usize)>,
    opened: Condvar,
}

/// Tells one of the threads that it is the leader.
#[derive(Debug)]
pub struct BarrierWaitResult(bool);

impl BarrierWaitResult {
    /// Was this thread the last to arrive?
    pub fn is_leader(&self) -> bool {
        self.0
    }
}

impl Barrier {
    /// A barrier that opens once `threads` wait.
    pub const fn new(threads: usize) -> Barrier {
        Barrier { id: ObjectId::new(), threads, state: Mutex::new((0, 0)), opened: Condvar::inner() }
    }

    /// Waits until all have come.
    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        let on = || On::Barrier { object: self.id.get(), threads: self.threads };
        let _waits = waits(on, Location::caller(), None);
        let mut state = self.state.lock().unwrap_or_else(|p| p.into_inner());
        let round = state.1;
        state.0 += 1;
        if state.0 >= self.threads {
            *state = (0, round + 1);
            self.opened.notify_all();
            return BarrierWaitResult(true);
        }
        while state.1 == round {
            state = self.opened.wait(state).unwrap_or_else(|p| p.into_inner());
        }
        BarrierWaitResult(false)
    }
}
