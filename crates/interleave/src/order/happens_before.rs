//! Who knows of what: happens-before, as the C++ memory model has it, along an order in which every read returns the
//! newest value. The clocks are those of FastTrack (Flanagan and Freund, PLDI 2009), with fences and release sequences.

use super::clock::Clock;
use super::{on, point, state};
use crate::model::end::{Ending, end_here};
use crate::model::event::Access;
use crate::model::{Run, with};
use std::sync::atomic::Ordering;

/// What a thread knows.
#[derive(Clone, Copy, Default)]
pub(super) struct Knows {
    pub(super) now: Clock,
    /// What an acquire fence would add: the clocks of relaxed loads.
    seen: Clock,
    /// What a relaxed store passes on: the clock of the last release fence.
    fenced: Clock,
    /// Its park token, and what whoever gave it knew.
    token: Option<Clock>,
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
    /// Of an atomic: what an acquire load learns. Of a lock: what whoever takes it for reading learns.
    write: Clock,
    /// Of a lock: what whoever takes it exclusively learns.
    all: Clock,
    last_write: Option<Touch>,
    reads: Vec<Touch>,
}

fn acquires(order: Ordering) -> bool {
    matches!(order, Ordering::Acquire | Ordering::AcqRel | Ordering::SeqCst)
}

fn releases(order: Ordering) -> bool {
    matches!(order, Ordering::Release | Ordering::AcqRel | Ordering::SeqCst)
}

fn learn(run: &mut Run, object: usize, order: Ordering) -> u64 {
    let (me, newest) = (run.current, run.objects[object].newest);
    let order_state = state(run);
    let passed = order_state.objects[object].write;
    let knows = &mut order_state.threads[me].knows;
    knows.seen.join(&passed);
    if acquires(order) {
        knows.now.join(&passed);
    }
    newest
}

/// `continues`: a read-modify-write goes on with the release sequence that it reads from.
fn pass_on(run: &mut Run, object: usize, order: Ordering, continues: bool) {
    let me = run.current;
    let order_state = state(run);
    let knows = order_state.threads[me].knows;
    let write = &mut order_state.objects[object].write;
    if !continues {
        *write = Clock::default();
    }
    write.join(if releases(order) { &knows.now } else { &knows.fenced });
}

/// Reads an atomic; gives its bits.
pub(crate) fn load(object: usize, order: Ordering) -> u64 {
    point();
    with(|run| learn(run, object, order))
}

/// Writes an atomic; the value is noted by the caller.
pub(crate) fn store(object: usize, order: Ordering) {
    point();
    with(|run| pass_on(run, object, order, false));
}

/// Reads and writes an atomic in one step; gives the former bits.
pub(crate) fn update(object: usize, order: Ordering) -> u64 {
    exchange(object, |_| true, (order, order))
}

/// As [`update`] if the bits are those hoped for, with the first ordering; as [`load`] otherwise, with the second.
pub(crate) fn exchange(object: usize, hoped: impl Fn(u64) -> bool, (success, failure): (Ordering, Ordering)) -> u64 {
    point();
    with(|run| {
        let writes = hoped(run.objects[object].newest);
        let old = learn(run, object, if writes { success } else { failure });
        if writes {
            pass_on(run, object, success, true);
        }
        old
    })
}

/// A fence. It is no step of its own: it changes what the thread's other steps pass on and learn.
pub(crate) fn fence(order: Ordering) {
    with(|run| {
        let me = run.current;
        let knows = &mut state(run).threads[me].knows;
        if acquires(order) {
            let seen = knows.seen;
            knows.now.join(&seen);
        }
        if releases(order) {
            knows.fenced = knows.now;
        }
    });
}

/// The thread has taken the lock.
pub(crate) fn acquired(run: &mut Run, lock: usize, access: Access) {
    let me = run.current;
    let Some(order) = &mut run.order else { return };
    order.quiet = 0;
    let passes = &order.objects[lock];
    let learnt = if access == Access::Exclusive { passes.all } else { passes.write };
    order.threads[me].knows.now.join(&learnt);
}

/// The thread lets go of the lock.
pub(crate) fn released(run: &mut Run, lock: usize, access: Access) {
    let me = run.current;
    let Some(order) = &mut run.order else { return };
    order.quiet = 0;
    let now = order.threads[me].knows.now;
    let passes = &mut order.objects[lock];
    passes.all.join(&now);
    if access == Access::Exclusive {
        passes.write.join(&now);
    }
}

/// The thread has waited for another one's end.
pub(crate) fn joined(thread: usize) {
    with(|run| {
        let me = run.current;
        let Some(order) = &mut run.order else { return };
        order.quiet = 0;
        let last = order.threads[thread].knows.now;
        order.threads[me].knows.now.join(&last);
    });
}

/// Gives a thread its park token.
pub(crate) fn give_token(thread: usize) {
    with(|run| {
        let me = run.current;
        let order = state(run);
        order.quiet = 0;
        let mut clock = order.threads[me].knows.now;
        clock.join(&order.threads[thread].knows.token.unwrap_or_default());
        order.threads[thread].knows.token = Some(clock);
    });
}

/// Takes the thread's own park token. Was it there?
pub(crate) fn take_token() -> bool {
    with(|run| {
        let me = run.current;
        let knows = &mut state(run).threads[me].knows;
        let token = knows.token.take();
        knows.now.join(&token.unwrap_or_default());
        token.is_some()
    })
}

/// An access to a cell, which is the event given. Ends the execution if it is in a data race.
pub(crate) fn access_cell(object: usize, write: bool, event: usize) {
    debug_assert!(on());
    let race = with(|run| {
        let me = run.current;
        let order = state(run);
        order.quiet = 0;
        let now = order.threads[me].knows.now;
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
