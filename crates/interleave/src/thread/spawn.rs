//! Threads that own what they use.

use super::{Result, Thread};
use crate::model::end::{self, Ending, run_thread};
use crate::model::run::Wait;
use crate::model::{Action, Mode, Place, deadlock, hook, log, mode, with};
use crate::within::{On, adopt, waiting};
use std::fmt;
use std::io;
use std::panic::Location;
use std::sync::{Arc, Mutex};

/// What loom can model.
const MAX_THREADS: usize = loom::MAX_THREADS;

/// A spawned thread of the model: its index and, under loom, the handle; until it is joined.
pub(crate) struct Child {
    pub(crate) index: usize,
    pub(crate) handle: Option<loom::thread::JoinHandle<()>>,
}

impl Child {
    /// Waits for the thread's end.
    pub(super) fn wait(self, at: Place) {
        let index = self.index;
        deadlock::blocking(Wait::Join(index), at, || drop(self.handle.map(loom::thread::JoinHandle::join)));
        crate::order::joined(index);
    }
}

/// Where a thread puts what it returned.
pub(super) type Slot<T> = Arc<Mutex<Option<T>>>;

/// Starts a thread of the model.
pub(super) fn spawn_in_model<T: 'static>(
    name: Option<String>,
    code: Box<dyn FnOnce() -> T>,
    at: Place,
) -> (Child, Slot<T>) {
    end::unwind_if_ended();
    let full = with(|run| run.threads.len() >= MAX_THREADS);
    if full {
        end::end_here(Ending::Limit(format!(
            "{}:{} spawns a thread too many: a model has at most {MAX_THREADS}, main among them. Test with fewer threads.",
            at.file(),
            at.line()
        )));
    }
    let index = with(|run| run.add_thread(name));
    log(Action::Spawn(index), None, at);
    let slot = Arc::new(Mutex::new(None));
    let result = Arc::clone(&slot);
    let code = move || {
        let value = run_thread(index, code);
        *result.lock().unwrap_or_else(|p| p.into_inner()) = value;
    };
    let handle = match crate::order::on() {
        true => {
            crate::order::spawn(index, Box::new(code));
            None
        }
        false => Some(loom::thread::spawn(code)),
    };
    (Child { index, handle }, slot)
}

/// Waits for the thread's end.
pub(super) fn join_in_model<T>(child: Child, slot: &Slot<T>, at: Place) -> T {
    let index = child.index;
    child.wait(at);
    log(Action::Join(index), None, at);
    let value = slot.lock().unwrap_or_else(|p| p.into_inner()).take();
    value.unwrap_or_else(|| end::unsupported("a thread was joined that had not returned"))
}

/// `std::thread::JoinHandle`. In a model `join` never returns an error: a panic is the counterexample.
pub struct JoinHandle<T>(Inner<T>);

enum Inner<T> {
    Std(std::thread::JoinHandle<T>),
    Model(Child, Slot<T>),
}

// SAFETY: std's handle is Send and Sync for every `T`; the model's is used on one OS thread only, and its slot is behind
// a mutex.
unsafe impl<T> Send for JoinHandle<T> {}
// SAFETY: see above.
unsafe impl<T> Sync for JoinHandle<T> {}

impl<T> JoinHandle<T> {
    /// Waits for the thread's end.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        match self.0 {
            Inner::Std(handle) => {
                let id = handle.thread().id();
                waiting(|| On::Join(id), Location::caller(), None, || handle.join())
            }
            Inner::Model(child, slot) => match mode() {
                Mode::Model => Ok(join_in_model(child, &slot, Location::caller())),
                _ => Err(Box::new("the execution is being unwound")),
            },
        }
    }

    /// The thread.
    pub fn thread(&self) -> Thread {
        match &self.0 {
            Inner::Std(handle) => Thread::std(handle.thread().clone()),
            Inner::Model(child, _) => Thread::model(child.index),
        }
    }

    /// Has the thread ended?
    pub fn is_finished(&self) -> bool {
        match &self.0 {
            Inner::Std(handle) => handle.is_finished(),
            Inner::Model(child, _) => crate::order::is_finished(child.index),
        }
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}

/// Starts a thread.
#[track_caller]
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    Builder::new().spawn(f).expect("failed to spawn thread")
}

/// `std::thread::Builder`.
#[derive(Debug, Default)]
pub struct Builder {
    name: Option<String>,
    stack_size: Option<usize>,
}

impl Builder {
    /// A thread without a name, with a stack of the usual size.
    pub fn new() -> Builder {
        Builder::default()
    }

    /// Names the thread; in a model the name heads its column.
    pub fn name(self, name: String) -> Builder {
        Builder { name: Some(name), ..self }
    }

    /// The size of the stack in bytes; of no effect in a model.
    pub fn stack_size(self, size: usize) -> Builder {
        Builder { stack_size: Some(size), ..self }
    }

    /// Starts the thread.
    #[track_caller]
    pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        if mode() == Mode::Outside {
            let f = adopt(self.name.as_deref(), None, f);
            return Ok(JoinHandle(Inner::Std(self.into_std().spawn(f)?)));
        }
        if mode() == Mode::Frozen || hook::is_dead() {
            return Err(io::Error::other("the execution is being unwound"));
        }
        let (child, slot) = spawn_in_model(self.name, Box::new(f), Location::caller());
        Ok(JoinHandle(Inner::Model(child, slot)))
    }

    pub(super) fn into_std(self) -> std::thread::Builder {
        let builder = std::thread::Builder::new();
        let builder = self.name.into_iter().fold(builder, std::thread::Builder::name);
        self.stack_size.into_iter().fold(builder, std::thread::Builder::stack_size)
    }

    pub(super) fn given(&self) -> Option<&str> {
        self.name.as_deref()
    }

    pub(super) fn take_name(self) -> Option<String> {
        self.name
    }
}
