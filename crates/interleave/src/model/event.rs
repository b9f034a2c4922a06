//! One executed step, as it is noted down.

use super::Place;
use std::sync::atomic::Ordering;

/// How a lock is held or asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Access {
    /// By one thread alone.
    Exclusive,
    /// With other readers.
    Shared,
}

/// What a step did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Action {
    Load,
    Store,
    /// A read-modify-write, with the name of the method and its argument as text.
    Rmw(&'static str, String),
    /// A compare-exchange that found another value than the expected one.
    CasFailed(String),
    Fence,
    CellRead,
    CellWrite,
    Lock(Access),
    TryLockFailed,
    Unlock(Access),
    /// Went to sleep on a condition variable.
    Sleep,
    /// Came back from a condition variable, holding the lock again.
    Awake,
    /// Came back without a notification.
    AwakeUnasked,
    /// A wait with a time limit ran out.
    TimedOut,
    NotifyOne(Option<usize>),
    NotifyAll(usize),
    Park,
    Unpark(usize),
    Spawn(usize),
    Join(usize),
    /// Blocked for ever in the operation named.
    Stuck(String),
}

/// One executed step.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// Index of the thread in the execution.
    pub(crate) thread: usize,
    /// What it did.
    pub(crate) action: Action,
    /// Index of the object in the execution.
    pub(crate) object: Option<usize>,
    /// The bits that it read.
    pub(crate) read: Option<u64>,
    /// Where that came from, if the engine knows: the event that wrote it, or `None` for the initial value.
    pub(crate) source: Option<Option<usize>>,
    /// The bits that it wrote.
    pub(crate) wrote: Option<u64>,
    /// Its memory ordering.
    pub(crate) order: Option<Ordering>,
    /// Where in the learner's code.
    pub(crate) at: Place,
}

impl Event {
    /// An event without object and values; [`super::log_event`] fills in the thread.
    pub(crate) fn new(action: Action, at: Place) -> Event {
        Event { thread: 0, action, object: None, read: None, source: None, wrote: None, order: None, at }
    }
}
