//! A number that goes up, and can be waited for.

use std::time::Duration;

use crate::hall::{Ended, Hall, IN_VAIN, Scene};

/// Counts what happened; one thread or task can wait until it has happened often enough.
///
/// "The heavy one returns only once all others are done" is a tally of those done. "A heartbeat ticks while this blocks"
/// is a tally of ticks: wait for `ticks.count() + 1`.
#[derive(Clone, Copy)]
pub struct Tally(&'static Hall<Count>);

struct Count(usize);

impl Tally {
    /// Nothing has happened.
    #[expect(clippy::new_without_default, reason = "each is a new one, not the default one")]
    pub fn new() -> Tally {
        Tally(Hall::build(Count(0)))
    }

    /// It happened once more.
    pub fn one_more(self) {
        self.0.with(|count| count.0 += 1);
        self.0.call();
    }

    /// How often it happened.
    pub fn count(self) -> usize {
        self.0.with(|count| count.0)
    }

    /// Blocks the thread until it has happened `n` times: true. False if it never will: all other threads of the process
    /// sleep, or ten seconds are over.
    #[must_use = "false means that it did not happen"]
    pub fn wait_for(self, n: usize) -> bool {
        self.0.wait(|count| count.0 >= n) == Ended::Ready
    }

    /// The same for a task.
    #[must_use = "false means that it did not happen"]
    pub async fn wait_for_async(self, n: usize) -> bool {
        self.0.wait_async(move |count| count.0 >= n).await == Ended::Ready
    }
}

impl Scene for Count {
    fn patience(&self) -> Duration {
        IN_VAIN
    }
}
