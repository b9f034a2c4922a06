//! Who knows of what through locks, joins and parking; and which accesses to a cell nobody has ordered.
//!
//! The clocks are those of FastTrack (Flanagan and Freund, PLDI 2009).

use super::atomics::Write;
use super::known::Known;
use super::{on, state};
use crate::model::end::{Ending, end_here};
use crate::model::event::Access;
use crate::model::{Run, with};

/// What a thread knows.
#[derive(Clone, Default)]
pub(super) struct Knows {
    pub(super) now: Known,
    /// What an acquire fence would add: what relaxed loads have read.
    pub(super) seen: Known,
    /// What a relaxed store passes on: what was known at the last release fence.
    pub(super) fenced: Known,
    /// Its park token, and what whoever gave it knew.
    token: Option<Known>,
}

/// One access to a cell.
#[derive(Clone, Copy)]
struct Touch {
    thread: usize,
    step: u32,
    event: usize,
}

/// What is known through an object.
#[derive(Clone, Default)]
pub(super) struct Passes {
    /// The writes of an atomic.
    pub(super) writes: Vec<Write>,
    /// Of a lock: what whoever takes it for reading learns.
    written: Known,
    /// Of a lock: what whoever takes it exclusively learns.
    all: Known,
    last_write: Option<Touch>,
    reads: Vec<Touch>,
}

/// The thread has taken the lock.
pub(crate) fn acquired(run: &mut Run, lock: usize, access: Access) {
    let me = run.current;
    let Some(order) = &mut run.order else { return };
    order.quiet = 0;
    let passes = &order.objects[lock];
    let learnt = if access == Access::Exclusive { &passes.all } else { &passes.written };
    order.threads[me].knows.now.join(learnt);
}

/// The thread lets go of the lock.
pub(crate) fn released(run: &mut Run, lock: usize, access: Access) {
    let me = run.current;
    let Some(order) = &mut run.order else { return };
    order.quiet = 0;
    let now = &order.threads[me].knows.now;
    let passes = &mut order.objects[lock];
    passes.all.join(now);
    if access == Access::Exclusive {
        passes.written.join(now);
    }
}

/// The thread has waited for another one's end.
pub(crate) fn joined(thread: usize) {
    with(|run| {
        let me = run.current;
        let Some(order) = &mut run.order else { return };
        order.quiet = 0;
        let last = order.threads[thread].knows.now.clone();
        order.threads[me].knows.now.join(&last);
    });
}

/// Gives a thread its park token.
pub(crate) fn give_token(thread: usize) {
    with(|run| {
        let me = run.current;
        let order = state(run);
        order.quiet = 0;
        let mut known = order.threads[me].knows.now.clone();
        known.join(&order.threads[thread].knows.token.take().unwrap_or_default());
        order.threads[thread].knows.token = Some(known);
    });
}

/// Takes the thread's own park token. Was it there?
pub(crate) fn take_token() -> bool {
    with(|run| {
        let me = run.current;
        let knows = &mut state(run).threads[me].knows;
        let token = knows.token.take();
        let found = token.is_some();
        knows.now.join(&token.unwrap_or_default());
        found
    })
}

/// An access to a cell, which is the event given. Ends the execution if it is in a data race.
pub(crate) fn access_cell(object: usize, write: bool, event: usize) {
    debug_assert!(on());
    let race = with(|run| {
        let me = run.current;
        let order = state(run);
        order.changed();
        let now = order.threads[me].knows.now.steps;
        let touch = Touch { thread: me, step: now.of(me), event };
        let cell = &mut order.objects[object];
        let unknown = |t: &&Touch| t.thread != me && now.of(t.thread) < t.step;
        let race = cell.last_write.as_ref().filter(unknown);
        let race = race.or_else(|| cell.reads.iter().filter(|_| write).find(unknown)).map(|t| t.event);
        if write {
            cell.last_write = Some(touch);
            cell.reads.clear();
        } else {
            cell.reads.retain(|t| t.thread != me);
            cell.reads.push(touch);
        }
        race
    });
    if let Some(first) = race {
        end_here(Ending::Race(first, event));
    }
}
