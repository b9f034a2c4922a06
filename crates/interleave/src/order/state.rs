//! What the order engine knows of the execution under way.

use super::happens_before::{Knows, Passes};
use super::known::View;
use super::pick::Pick;
use super::plan::Plan;
use super::search::Search;
use super::trail::Trail;

/// The code of a thread.
pub(crate) type Job = Box<dyn FnOnce()>;

/// Where a thread is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum At {
    /// It has not run yet.
    Start,
    /// It goes on without a step of its own, as soon as what it waits for is there.
    Between,
    /// It is about to take a step.
    Point,
}

/// A thread as the scheduler sees it. The sets of threads are bits.
///
/// The last four are those of Musuvathi and Qadeer, *Fair stateless model checking*, PLDI 2008: they make a loop that
/// waits, and yields, let the others go on, and lose no order of a program in which nobody waits in a loop.
pub(super) struct Thread {
    pub(super) at: At,
    pub(super) knows: Knows,
    /// Has it yielded since its last step?
    pub(super) yielded: bool,
    /// The step after which it last yielded.
    pub(super) last_yield: usize,
    /// The step in which it last read each object; 0: never.
    pub(super) reads: Vec<usize>,
    /// Threads that go first, as long as they can.
    pub(super) after: u32,
    /// Threads that could go on all the time since its last yield.
    pub(super) enabled: u32,
    /// Threads that its own steps have blocked since.
    pub(super) disabled: u32,
    /// Threads that have taken a step since.
    pub(super) scheduled: u32,
}

/// The order engine's part of an execution.
pub(crate) struct State {
    pub(super) threads: Vec<Thread>,
    pub(super) objects: Vec<Passes>,
    pub(super) plan: Plan,
    /// Threads just spawned, which have no coroutine yet.
    pub(super) spawned: Vec<(usize, Job)>,
    /// What the thread that has just paused has chosen.
    pub(super) next: Option<Pick>,
    /// The thread of each step so far.
    pub(super) steps: Vec<u8>,
    /// How many of the last steps had no other thread to choose.
    pub(super) forced: usize,
    /// The threads that could take the last step.
    pub(super) could: u32,
    /// How many switches away from a thread that could go on.
    pub(super) preemptions: usize,
    /// For how many steps nothing has changed, not even who holds a lock.
    pub(super) quiet: usize,
    /// For how many steps one thread alone could go on, and no value has changed.
    pub(super) alone: usize,
    /// The number of steps after which an execution counts as endless.
    pub(super) most_steps: usize,
    /// May a load return an older value?
    pub(super) values: bool,
    /// What was seen before the SeqCst fences so far.
    pub(super) fences: View,
    /// The write that was just read: its event, or `None` for the initial value.
    pub(super) source: Option<Option<usize>>,
    /// Is an unlock a step?
    pub(super) unlock_points: bool,
    /// Was a lock tried?
    pub(super) tried: bool,
    /// The states gone through, if they are asked for.
    pub(super) trail: Option<Trail>,
}

impl State {
    pub(super) fn new(plan: Plan, search: &Search, unlock_points: bool) -> State {
        State {
            values: search.values,
            fences: View::default(),
            source: None,
            threads: Vec::new(),
            objects: Vec::new(),
            plan,
            spawned: Vec::new(),
            next: None,
            steps: Vec::new(),
            forced: 0,
            could: 0,
            preemptions: 0,
            quiet: 0,
            alone: 0,
            most_steps: search.most_steps,
            unlock_points,
            tried: false,
            trail: search.trail.then(Trail::default),
        }
    }

    /// A new thread, which knows what `parent` knows.
    pub(crate) fn add_thread(&mut self, parent: usize) {
        let mut knows = Knows::default();
        if let Some(parent) = self.threads.get(parent) {
            knows.now = parent.knows.now.clone();
        }
        self.quiet = 0;
        self.threads.push(Thread {
            at: At::Start,
            knows,
            yielded: false,
            last_yield: 0,
            reads: Vec::new(),
            after: 0,
            enabled: 0,
            disabled: 0,
            scheduled: u32::MAX,
        });
    }

    /// A new object.
    pub(crate) fn add_object(&mut self) {
        self.objects.push(Passes::default());
    }

    /// For how many steps nothing has changed.
    pub(crate) fn quiet_steps(&self) -> usize {
        self.quiet.max(self.alone)
    }

    /// Where the value that was just read came from.
    pub(crate) fn take_source(&mut self) -> Option<Option<usize>> {
        self.source.take()
    }

    /// Something has changed.
    pub(crate) fn changed(&mut self) {
        self.quiet = 0;
        self.alone = 0;
    }
}
