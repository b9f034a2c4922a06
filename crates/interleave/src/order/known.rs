//! What a thread knows: of the other threads' steps, and of the writes that it can't unsee.

use super::clock::Clock;

/// For each object the number of the oldest write that may still be read.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct View(Vec<u32>);

impl View {
    pub(super) fn join(&mut self, other: &View) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(mine, other)| *mine = (*mine).max(*other));
    }

    pub(super) fn of(&self, object: usize) -> usize {
        self.0.get(object).map_or(0, |&n| n as usize)
    }

    /// Nothing older than this write may be read any more.
    pub(super) fn raise(&mut self, object: usize, write: usize) {
        if self.0.len() <= object {
            self.0.resize(object + 1, 0);
        }
        self.0[object] = self.0[object].max(write as u32);
    }
}

/// Both: what is passed on from a release to an acquire.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Known {
    pub(super) steps: Clock,
    pub(super) view: View,
}

impl Known {
    pub(super) fn join(&mut self, other: &Known) {
        self.steps.join(&other.steps);
        self.view.join(&other.view);
    }
}
