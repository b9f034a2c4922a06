//! The order engine: every order of a program's own steps, each read returning the newest value.
//!
//! The threads are coroutines, as loom's are, and one runs at a time. Before each *visible* step (an atomic access, the
//! taking of a lock, a wait, a notification) a thread pauses, and one of those that can go on is chosen. All else runs at
//! once after the step before it: a spawn, a join, an unlock commute with the other threads' steps, so no choice is lost.
//! Two executions differ in the sequence of threads that took a step, and every sequence is executed once: the number of
//! executions is the number of orders that one counts by hand.
//!
//! Happens-before is followed by vector clocks, so a data race is seen whatever the order. On request a load may also
//! return an older value, wherever the memory model lets it; then these choices are gone through as well.

mod atomics;
mod clock;
mod execute;
mod happens_before;
mod key;
mod known;
mod pick;
mod plan;
mod search;
mod state;
mod trail;

use crate::model::end::{self, end_here};
use crate::model::{Run, with};
use state::At;

pub(crate) use atomics::{fence, load, store, update};
pub(crate) use happens_before::{access_cell, acquired, give_token, joined, released, take_token};
pub(crate) use key::Key;
pub(crate) use search::{Executed, Found, Program, Search};
pub(crate) use state::{Job, State};
pub use trail::Status;
pub(crate) use trail::{Node, note_end};

/// Does this engine run the execution under way?
pub(crate) fn on() -> bool {
    with(|run| run.order.is_some())
}

fn state(run: &mut Run) -> &mut State {
    run.order.as_mut().expect("the order engine runs")
}

/// Pauses before a visible step.
pub(crate) fn point() {
    pause(At::Point);
}

/// Pauses before trying a lock. From then on unlocking is a visible step too: it decides what a try comes to.
pub(crate) fn try_point() {
    with(|run| state(run).tried = true);
    point();
}

/// Pauses before an unlock, if that is a visible step in this program.
pub(crate) fn before_unlock() {
    if with(|run| run.order.as_ref().is_some_and(|order| order.unlock_points)) {
        point();
    }
}

/// Waits until the thread's pending operation is possible; taking a lock is then a step, all else is none.
pub(crate) fn wait(is_step: bool) {
    pause(if is_step { At::Point } else { At::Between });
}

/// The thread asks for others to be run first.
pub(crate) fn yielded() {
    with(|run| {
        let me = run.current;
        state(run).threads[me].yielded = true;
    });
}

/// Has the thread ended? A look at another thread is a step.
pub(crate) fn is_finished(thread: usize) -> bool {
    if on() {
        point();
    }
    with(|run| run.threads[thread].finished)
}

/// Starts a thread: it runs up to its first step before this returns.
pub(crate) fn spawn(thread: usize, job: Job) {
    with(|run| state(run).spawned.push((thread, job)));
    pause(At::Between);
}

/// Waits for a thread's end while the execution is being unwound.
pub(crate) fn wait_unwinding(thread: usize) {
    while with(|run| !run.threads[thread].finished) {
        execute::switch();
    }
}

fn pause(at: At) {
    end::unwind_if_ended();
    let me = with(|run| {
        let me = run.current;
        state(run).threads[me].at = at;
        me
    });
    match with(pick::pick) {
        pick::Pick::Thread(next) if next == me => {}
        pick::Pick::End(ending) => end_here(ending),
        next => {
            with(|run| state(run).next = Some(next));
            execute::switch();
        }
    }
    with(|run| run.current = me);
    end::unwind_if_ended();
}
