//! Who am I?

use crate::model::{Mode, mode, with};
use std::fmt;
use std::panic::Location;

/// `std::thread::Thread`: a handle to a thread.
#[derive(Clone)]
pub struct Thread(Inner);

#[derive(Clone)]
enum Inner {
    Std(std::thread::Thread),
    Model { index: usize, name: Option<String> },
}

/// `std::thread::ThreadId`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ThreadId(Id);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Id {
    Std(std::thread::ThreadId),
    Model(usize),
}

/// The calling thread.
pub fn current() -> Thread {
    match mode() {
        Mode::Outside => Thread::std(std::thread::current()),
        _ => Thread::model(with(|run| run.current)),
    }
}

impl Thread {
    pub(super) fn std(thread: std::thread::Thread) -> Thread {
        Thread(Inner::Std(thread))
    }

    pub(super) fn model(index: usize) -> Thread {
        Thread(Inner::Model { index, name: with(|run| run.threads[index].given.clone()) })
    }

    /// Its identity.
    pub fn id(&self) -> ThreadId {
        match &self.0 {
            Inner::Std(thread) => ThreadId(Id::Std(thread.id())),
            Inner::Model { index, .. } => ThreadId(Id::Model(*index)),
        }
    }

    /// The name given to it.
    pub fn name(&self) -> Option<&str> {
        match &self.0 {
            Inner::Std(thread) => thread.name(),
            Inner::Model { name, .. } => name.as_deref(),
        }
    }

    /// Lets its next [`crate::thread::park`] return, or the one it is in.
    #[track_caller]
    pub fn unpark(&self) {
        match &self.0 {
            Inner::Std(thread) => thread.unpark(),
            Inner::Model { index, .. } => super::park::unpark(*index, Location::caller()),
        }
    }
}

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread").field("id", &self.id()).field("name", &self.name()).finish_non_exhaustive()
    }
}

impl fmt::Debug for ThreadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Id::Std(id) => id.fmt(f),
            Id::Model(index) => write!(f, "ThreadId({})", index + 1),
        }
    }
}
