//! A gate: closed until enough are inside, then open for good.

use std::collections::HashSet;
use std::fmt;
use std::thread::{self, ThreadId};
use std::time::Duration;

use crate::hall::{Ended, Hall, IN_VAIN, IN_VAIN_BY_NETWORK, Scene, WHO_ELSE};

/// A closed gate that threads or tasks come to. It opens once, for good, and asks: how many were inside when it did?
///
/// Not a cyclic barrier: with ten that come and gates of four, the last two would wait for ever.
#[derive(Clone, Copy)]
pub struct Gate(&'static Hall<Meeting>);

/// What opened a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// As many were inside as were expected.
    Full,
    /// Every other thread of the process slept: nobody else would have come.
    Quiet,
    /// Ten seconds were over, in which the process was never quiet.
    Limit,
}

struct Meeting {
    expected: usize,
    /// Stays closed when as many are inside as are expected, in case that more come.
    waits_for_more: bool,
    /// Where fewer are inside than expected.
    patience: Duration,
    inside: usize,
    most: usize,
    threads: HashSet<ThreadId>,
    opened: Option<Opened>,
}

impl Gate {
    /// Opens as soon as `expected` are inside. For "at least so many run at once".
    pub fn opens_at(expected: usize) -> Gate {
        Gate::build(expected, false, IN_VAIN)
    }

    /// Stays closed until the process is quiet, so that late ones are seen too. For "exactly so many run at once", and
    /// "never more". On macOS and Windows, which don't tell who sleeps, "quiet" is 300 ms in which nobody came: a later one
    /// may be missed, which errs in favour of the code under test; with fewer than `expected` it waits the ten seconds.
    pub fn opens_when_quiet(expected: usize) -> Gate {
        Gate::build(expected, true, IN_VAIN)
    }

    pub(crate) fn for_the_network(expected: usize) -> Gate {
        Gate::build(expected, false, IN_VAIN_BY_NETWORK)
    }

    fn build(expected: usize, waits_for_more: bool, patience: Duration) -> Gate {
        let (inside, most, opened) = (0, 0, None);
        let threads = HashSet::new();
        Gate(Hall::build(Meeting { expected, waits_for_more, patience, inside, most, threads, opened }))
    }

    /// Goes through; while the gate is closed it blocks the thread.
    pub fn pass(self) {
        let _here = self.come_in();
        self.0.wait(Meeting::is_open);
    }

    /// Goes through; while the gate is closed the task is suspended. A future that is dropped has left again.
    pub async fn pass_async(self) {
        let _here = self.come_in();
        self.0.wait_async(Meeting::is_open).await;
    }

    /// The most that were inside at once, from the first one to the opening.
    pub fn most_inside(self) -> usize {
        self.0.with(|meeting| meeting.most)
    }

    /// The number of different threads that came before the opening.
    pub fn threads(self) -> usize {
        self.0.with(|meeting| meeting.threads.len())
    }

    /// What opened it, if it is open.
    pub fn opened(self) -> Option<Opened> {
        self.0.with(|meeting| meeting.opened)
    }

    fn come_in(self) -> Guest {
        let opens = self.0.with(|meeting| {
            if meeting.opened.is_some() {
                return false;
            }
            meeting.inside += 1;
            meeting.most = meeting.most.max(meeting.inside);
            meeting.threads.insert(thread::current().id());
            if !meeting.waits_for_more && meeting.inside >= meeting.expected {
                meeting.opened = Some(Opened::Full);
            }
            meeting.opened.is_some()
        });
        if opens {
            self.0.call();
        }
        Guest(self)
    }
}

struct Guest(Gate);

impl Drop for Guest {
    fn drop(&mut self) {
        // After the opening nobody counts.
        self.0.0.with(|meeting| meeting.inside = meeting.inside.saturating_sub(1));
    }
}

impl Meeting {
    fn is_open(&self) -> bool {
        self.opened.is_some()
    }
}

impl Scene for Meeting {
    fn patience(&self) -> Duration {
        if self.inside >= self.expected { WHO_ELSE } else { self.patience }
    }

    fn release(&mut self, why: Ended) {
        self.opened.get_or_insert(if why == Ended::Limit { Opened::Limit } else { Opened::Quiet });
    }
}

/// For a message: `2 of 4 were inside, and nobody else would have come: all other threads slept`.
impl fmt::Display for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (most, expected, opened) = self.0.with(|m| (m.most, m.expected, m.opened));
        write!(f, "{most} of {expected} were inside, and ")?;
        f.write_str(match opened {
            None => "the gate is still closed",
            Some(Opened::Full) => "the gate opened",
            Some(Opened::Quiet) => "nobody else would have come: all other threads slept",
            Some(Opened::Limit) => "nobody else came within ten seconds",
        })
    }
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gate({self})")
    }
}
