//! What happens inside a check: the state of the execution under way, and the rules for touching loom.
//!
//! All threads of a model are coroutines on one OS thread, so everything here lives in one thread-local. No borrow of it
//! is ever held over a call into loom: such a call may switch to another coroutine.

pub(crate) mod data;
pub(crate) mod deadlock;
pub(crate) mod end;
pub(crate) mod event;
pub(crate) mod hook;
pub(crate) mod object;
pub(crate) mod run;

use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicUsize, Ordering};

pub(crate) use event::{Action, Event};
pub(crate) use run::Run;

/// A place in the learner's code.
pub(crate) type Place = &'static std::panic::Location<'static>;

/// How many checks, and calls of `within`, run in this process: the one word that an operation outside a model reads.
static CHECKS: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static INSIDE: Cell<bool> = const { Cell::new(false) };
    static RUN: RefCell<Option<Run>> = const { RefCell::new(None) };
}

/// What an operation has to do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// No check on this OS thread: do what std does.
    Outside,
    /// Inside a check: a step of the model.
    Model,
    /// Inside a check whose execution is being unwound: no step may be taken any more, only values looked up.
    Frozen,
}

/// The mode of the calling thread. Outside every check this costs one relaxed load.
#[inline]
pub(crate) fn mode() -> Mode {
    if CHECKS.load(Ordering::Relaxed) == 0 { Mode::Outside } else { mode_inside() }
}

/// Is there neither a check nor a `within` in this process? One relaxed load.
#[inline]
pub(crate) fn quiet() -> bool {
    CHECKS.load(Ordering::Relaxed) == 0
}

/// Keeps the process from being quiet, for a `within`, as long as it lives.
pub(crate) struct Active(());

impl Active {
    /// Begins.
    pub(crate) fn enter() -> Active {
        CHECKS.fetch_add(1, Ordering::Relaxed);
        Active(())
    }
}

impl Drop for Active {
    fn drop(&mut self) {
        CHECKS.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cold]
fn mode_inside() -> Mode {
    if !INSIDE.get() {
        Mode::Outside
    } else if std::thread::panicking() || hook::is_dead() {
        Mode::Frozen
    } else {
        Mode::Model
    }
}

/// Is this OS thread inside a check?
pub(crate) fn inside() -> bool {
    INSIDE.get()
}

/// Marks this OS thread as inside a check for as long as it lives.
pub(crate) struct Inside(());

impl Inside {
    /// Enters.
    pub(crate) fn enter() -> Inside {
        CHECKS.fetch_add(1, Ordering::Relaxed);
        INSIDE.set(true);
        hook::revive();
        Inside(())
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        INSIDE.set(false);
        CHECKS.fetch_sub(1, Ordering::Relaxed);
        RUN.take();
    }
}

/// Puts a new execution in place and returns the former one.
pub(crate) fn replace(run: Option<Run>) -> Option<Run> {
    RUN.replace(run)
}

/// Works on the execution under way.
///
/// # Panics
/// Outside a check.
pub(crate) fn with<R>(f: impl FnOnce(&mut Run) -> R) -> R {
    RUN.with_borrow_mut(|run| f(run.as_mut().expect("interleave: no execution is under way")))
}

/// Calls into loom, where other threads may run before it returns.
pub(crate) fn step<R>(f: impl FnOnce() -> R) -> R {
    end::unwind_if_ended();
    let me = with(|run| run.current);
    let result = f();
    with(|run| run.current = me);
    end::unwind_if_ended();
    result
}

/// Notes what has just happened.
pub(crate) fn log(action: Action, object: Option<usize>, at: Place) -> usize {
    log_event(Event { object, ..Event::new(action, at) })
}

/// Notes what has just happened, with values.
pub(crate) fn log_event(event: Event) -> usize {
    with(|run| {
        let thread = run.current;
        run.events.push(Event { thread, ..event });
        run.events.len() - 1
    })
}
