//! Reading and writing atomics.
//!
//! The writes of an atomic are kept in the order in which they were executed. A read returns the newest, or, where values
//! are searched too, any that the thread may still see: none older than what it has seen itself or learnt of by an
//! acquire. That is the view of the promising semantics (Kang and others, POPL 2017) without its promises, so a read never
//! returns a write that comes later. Where all operations are SeqCst, every read returns the newest; where only some are,
//! these count as AcqRel. A SeqCst fence passes on all that was seen before the SeqCst fences before it.

use super::known::Known;
use super::{point, state};
use crate::model::{Run, with};
use std::sync::atomic::Ordering;

/// One write of an atomic.
#[derive(Clone)]
pub(super) struct Write {
    bits: u64,
    /// What whoever acquires it learns.
    passes: Known,
    /// The event, once it is noted; `None` for the initial value.
    event: Option<usize>,
}

fn acquires(order: Ordering) -> bool {
    matches!(order, Ordering::Acquire | Ordering::AcqRel | Ordering::SeqCst)
}

fn releases(order: Ordering) -> bool {
    matches!(order, Ordering::Release | Ordering::AcqRel | Ordering::SeqCst)
}

/// The atomic's first write is its initial value.
fn begin(run: &mut Run, object: usize) {
    let bits = run.objects[object].initial;
    let writes = &mut state(run).objects[object].writes;
    if writes.is_empty() {
        writes.push(Write { bits, passes: Known::default(), event: None });
    }
}

/// Reads the write with this number.
fn read(run: &mut Run, object: usize, number: usize, order: Ordering) -> u64 {
    let me = run.current;
    let order_state = state(run);
    let write = order_state.objects[object].writes[number].clone();
    order_state.source = Some(write.event);
    let knows = &mut order_state.threads[me].knows;
    knows.now.view.raise(object, number);
    knows.seen.join(&write.passes);
    if acquires(order) {
        knows.now.join(&write.passes);
    }
    write.bits
}

/// The number of the write that a load reads.
fn choose(run: &mut Run, object: usize) -> usize {
    let me = run.current;
    let order_state = state(run);
    let newest = order_state.objects[object].writes.len() - 1;
    if !order_state.values || order_state.impatient(me, object) {
        return newest;
    }
    let oldest = order_state.threads[me].knows.now.view.of(object);
    newest - order_state.plan.value(newest - oldest + 1)
}

/// `continues`: a read-modify-write goes on with the release sequence that it reads from.
fn write(run: &mut Run, object: usize, bits: u64, order: Ordering, continues: bool) {
    let me = run.current;
    let event = Some(run.events.len());
    let order_state = state(run);
    let number = order_state.objects[object].writes.len();
    order_state.threads[me].knows.now.view.raise(object, number);
    let knows = &order_state.threads[me].knows;
    let mut passes = if releases(order) { knows.now.clone() } else { knows.fenced.clone() };
    passes.view.raise(object, number);
    let writes = &mut order_state.objects[object].writes;
    if continues {
        passes.join(&writes[number - 1].passes);
    }
    writes.push(Write { bits, passes, event });
}

/// Reads an atomic; gives its bits.
pub(crate) fn load(object: usize, order: Ordering) -> u64 {
    point();
    with(|run| {
        begin(run, object);
        let number = choose(run, object);
        read(run, object, number, order)
    })
}

/// Writes an atomic. The caller notes it next.
pub(crate) fn store(object: usize, bits: u64, order: Ordering) {
    point();
    with(|run| {
        begin(run, object);
        write(run, object, bits, order, false);
    });
}

/// Reads the newest value of an atomic and, if there is a new one for it, writes that, in one step; gives the former bits.
/// The orderings are those of a success and of a failure.
pub(crate) fn update(object: usize, new: impl Fn(u64) -> Option<u64>, (success, failure): (Ordering, Ordering)) -> u64 {
    point();
    with(|run| {
        begin(run, object);
        let newest = state(run).objects[object].writes.len() - 1;
        let bits = state(run).objects[object].writes[newest].bits;
        let new = new(bits);
        read(run, object, newest, if new.is_some() { success } else { failure });
        if let Some(new) = new {
            write(run, object, new, success, true);
        }
        bits
    })
}

/// A fence. It is no step of its own: it changes what the thread's other steps pass on and learn.
pub(crate) fn fence(order: Ordering) {
    if order == Ordering::SeqCst {
        // Its place among the other threads' fences matters.
        point();
    }
    with(|run| {
        let me = run.current;
        let order_state = state(run);
        let knows = &mut order_state.threads[me].knows;
        if acquires(order) {
            knows.now.join(&knows.seen);
        }
        if order == Ordering::SeqCst {
            order_state.fences.join(&knows.now.view);
            knows.now.view.join(&order_state.fences);
        }
        if releases(order) {
            knows.fenced = knows.now.clone();
        }
    });
}
