//! A vector clock: of each thread, up to which of its steps something is known.

/// Steps known, by thread.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Clock([u32; loom::MAX_THREADS]);

impl Clock {
    /// Learns all that `other` knows.
    pub(super) fn join(&mut self, other: &Clock) {
        self.0.iter_mut().zip(other.0).for_each(|(mine, other)| *mine = other.max(*mine));
    }

    /// The thread takes another step.
    pub(super) fn tick(&mut self, thread: usize) {
        self.0[thread] += 1;
    }

    /// The newest step of the thread that is known.
    pub(super) fn of(&self, thread: usize) -> u32 {
        self.0[thread]
    }
}
