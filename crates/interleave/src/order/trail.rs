//! The states that an execution goes through: what the graph of a program's orders is made of.

use crate::model::Run;
use crate::model::run::Wait;

/// What a thread is doing in a state.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Status {
    /// It can take a step.
    Ready,
    /// It waits for a lock, held by somebody, or for a thread's end.
    Blocked,
    /// It waits for a notification or an unpark.
    Asleep,
    /// It has ended.
    Finished,
}

/// One state, before a step or at the end.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// How many steps were taken before it.
    pub(crate) steps: usize,
    /// How many events had happened.
    pub(crate) events: usize,
    /// Each thread's status.
    pub(crate) threads: Vec<Status>,
    /// The newest value of each object, as bits.
    pub(crate) values: Vec<u64>,
    /// The threads that hold each object.
    pub(crate) holders: Vec<Vec<usize>>,
}

/// The states of one execution, in order.
#[derive(Default)]
pub(crate) struct Trail(pub(crate) Vec<Node>);

/// Notes the state in which an execution ends early.
pub(crate) fn note_end(run: &mut Run) {
    let Some(mut order) = run.order.take() else { return };
    let steps = order.steps.len();
    if let Some(trail) = &mut order.trail {
        trail.note(run, steps);
    }
    run.order = Some(order);
}

impl Trail {
    /// Notes the state as it is.
    pub(super) fn note(&mut self, run: &Run, steps: usize) {
        let status = |t: usize| match run.threads[t].pending {
            _ if run.threads[t].finished => Status::Finished,
            _ if !run.is_stuck(t) => Status::Ready,
            Some(p) if matches!(p.wait, Wait::Notify(_) | Wait::Unpark) => Status::Asleep,
            _ => Status::Blocked,
        };
        // Where no thread can go on, the state has been noted already when the end is told.
        self.0.pop_if(|node| node.steps == steps);
        self.0.push(Node {
            steps,
            events: run.events.len(),
            threads: (0..run.threads.len()).map(status).collect(),
            values: run.objects.iter().map(|o| o.newest).collect(),
            holders: run.objects.iter().map(|o| o.holders.iter().map(|h| h.thread).collect()).collect(),
        });
    }
}
