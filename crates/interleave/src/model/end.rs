//! How an execution ends early, and how its threads are unwound.

use super::run::AtEnd;
use super::{Action, Event, Place, hook, with};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Why an execution ended early.
#[derive(Clone, Debug)]
pub(crate) enum Ending {
    /// The learner's code panicked: message, place, thread.
    Panic(String, Option<(String, u32)>, usize),
    /// Two unsynchronised accesses: the events of both.
    Race(usize, usize),
    /// Every thread that is left is blocked.
    Deadlock,
    /// It takes steps without end.
    Livelock,
    /// The thread takes steps without end, and never lets another one run.
    Spin(usize),
    /// The order engine gave it up: it has too many steps, and nothing says that it has no end.
    GivenUp,
    /// Something that can't be modelled, in a sentence.
    Unsupported(String),
    /// A limit of loom's was met, in a sentence.
    Limit(String),
    /// The pool of atomics or cells is empty: start again with a larger one.
    PoolEmpty,
}

/// The payload that unwinds a thread of an execution that has ended.
struct Unwind;

/// The payload that leaves the whole check.
pub(crate) struct Leave;

/// Unwinds the calling thread if the execution has ended.
pub(crate) fn unwind_if_ended() {
    if with(|run| run.ending.is_some()) {
        resume_unwind(Box::new(Unwind));
    }
}

/// Ends the execution for the reason given, unless it has ended already, and wakes whoever sleeps, so that every thread
/// comes to its end.
pub(crate) fn end(ending: Ending) {
    let handles = with(|run| {
        if run.ending.is_none() {
            run.ending = Some(ending);
            let pending = run.threads.iter().map(|t| t.pending).collect();
            crate::order::note_end(run);
            run.at_end = Some(AtEnd { objects: run.objects.clone(), pending, events: run.events.len() });
        }
        let me = run.current;
        let others = run.threads.iter().enumerate().filter(|(i, t)| *i != me && !t.finished && t.pending.is_some());
        others.filter_map(|(_, t)| t.handle.clone()).collect::<Vec<_>>()
    });
    if !hook::is_dead() {
        handles.iter().for_each(loom::thread::Thread::unpark);
    }
}

/// Ends the execution and unwinds the calling thread.
pub(crate) fn end_here(ending: Ending) -> ! {
    end(ending);
    resume_unwind(Box::new(Unwind))
}

/// Ends the execution because something can't be modelled.
pub(crate) fn unsupported(sentence: impl Into<String>) -> ! {
    end_here(Ending::Unsupported(sentence.into()))
}

/// Leaves the check: it will be started again with larger pools.
pub(crate) fn pool_is_empty() -> ! {
    end_here(Ending::PoolEmpty)
}

/// Runs the code of one thread of the model to its end, whatever that is. `None` if it did not return.
pub(crate) fn run_thread<T>(index: usize, code: impl FnOnce() -> T) -> Option<T> {
    with(|run| {
        run.current = index;
        if run.order.is_none() {
            run.threads[index].handle = Some(loom::thread::current());
        }
    });
    let result = catch_unwind(AssertUnwindSafe(|| {
        unwind_if_ended();
        code()
    }));
    let value = match result {
        Ok(value) => Some(value),
        Err(payload) if payload.is::<Unwind>() => None,
        Err(payload) => {
            if let Some(ending) = diagnose() {
                end(ending);
            }
            if hook::is_dead() {
                resume_unwind(payload);
            }
            None
        }
    };
    with(|run| {
        run.current = index;
        run.threads[index].finished = true;
        run.threads[index].pending = None;
    });
    if super::deadlock::all_stuck() {
        super::deadlock::note_stuck();
        end(Ending::Deadlock);
    }
    value
}

/// What the panic just caught means. `None` if it only follows from an earlier ending.
fn diagnose() -> Option<Ending> {
    let panic = hook::last_panic()?;
    if with(|run| run.ending.is_some()) {
        return None;
    }
    if !panic.in_loom {
        let thread = with(|run| run.current);
        return Some(Ending::Panic(panic.message, panic.place, thread));
    }
    let message = panic.message.trim();
    if message.starts_with("deadlock") {
        super::deadlock::note_stuck();
        return Some(Ending::Deadlock);
    }
    if message.starts_with("Model exceeded maximum number of branches") {
        hook::kill();
        return Some(Ending::Limit(
            "an execution has more steps and choices than Checker::max_branches allows. This is not a pass. Make the test \
             smaller: fewer threads, fewer rounds of a loop; or raise that bound."
                .to_owned(),
        ));
    }
    if message.contains("Causality violation") || message.starts_with("currently ") {
        return Some(race(message));
    }
    hook::kill();
    Some(Ending::Limit(format!("loom, the engine below, could not go on: {message}")))
}

/// Ends the execution because of the panic just caught.
pub(crate) fn end_by_panic() {
    if let Some(ending) = diagnose() {
        end(ending);
    }
}

/// Finds the access that the newest event is in a race with.
fn race(message: &str) -> Ending {
    with(|run| {
        let second = run.events.len().saturating_sub(1);
        let is_write = run.events[second].action == Action::CellWrite;
        let named: Vec<usize> = message
            .split("thread #")
            .skip(1)
            .filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok())
            .filter(|&t| t != run.current)
            .collect();
        let conflicts = |e: &Event| {
            e.object == run.events[second].object
                && e.thread != run.current
                && (e.action == Action::CellWrite || (is_write && e.action == Action::CellRead))
        };
        let of_named = |e: &Event| named.is_empty() || named.contains(&e.thread);
        let before = &run.events[..second];
        let first = before
            .iter()
            .rposition(|e| conflicts(e) && of_named(e))
            .or_else(|| before.iter().rposition(conflicts))
            .unwrap_or(second);
        Ending::Race(first, second)
    })
}

/// Panics as std does, for an argument that std refuses.
#[track_caller]
pub(crate) fn refuse(message: &str, _at: Place) -> ! {
    panic!("{message}")
}
