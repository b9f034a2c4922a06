//! Going through the orders of a program, one execution each.

use super::execute::{Pool, execute};
use super::key::Key;
use super::plan::Plan;
use super::state::State;
use super::trail::Node;
use crate::model::end::Ending;
use crate::model::{Inside, Run};
use crate::report::trace::Trace;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A program that goes on for ever in this many orders is left to loom.
const MOST_GIVEN_UP: usize = 20;

/// A program to check.
pub(crate) type Program = Arc<dyn Fn() + Send + Sync>;

/// Which orders to go through.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Search {
    /// The most switches away from a thread that could go on; `None`: all orders.
    pub(crate) bound: Option<usize>,
    /// The most orders.
    pub(crate) limit: usize,
    /// The steps after which an order counts as one without end.
    pub(crate) most_steps: usize,
    /// The wait that ends spuriously: the thread, and which of its waits.
    pub(crate) spurious: Option<(usize, usize)>,
    /// May a load return an older value, too?
    pub(crate) values: bool,
    /// Note down the states?
    pub(crate) trail: bool,
}

/// What the search came to.
#[derive(Default)]
pub(crate) struct Found {
    /// How many orders were gone through.
    pub(crate) total: usize,
    /// How many of them failed.
    pub(crate) failing: usize,
    /// Were these all?
    pub(crate) whole: bool,
    /// The best counterexample.
    pub(crate) best: Option<(Trace, Key)>,
    /// The most waits of each thread in an order.
    pub(crate) waits: Vec<usize>,
    /// Are there atomic operations, and all of them SeqCst? Then no read returns an older value, and loom, which takes them
    /// for AcqRel, knows less.
    pub(crate) seq_cst: Option<bool>,
}

/// One order that has been executed.
pub(crate) struct Executed<'a> {
    pub(crate) run: &'a Run,
    pub(crate) key: &'a Key,
    /// The states, if asked for.
    pub(crate) nodes: &'a [Node],
    /// The thread of each step.
    pub(crate) steps: &'a [u8],
}

impl Search {
    /// Goes through the orders; `see` is shown each.
    pub(crate) fn run(&self, program: &Program, see: &mut dyn FnMut(&Executed<'_>)) -> Found {
        match self.pass(program, false, see) {
            Some(found) => found,
            // A lock is tried somewhere: so an unlock is a step that can be seen.
            None => self.pass(program, true, see).expect("an unlock is a step already"),
        }
    }

    /// Goes through one order.
    pub(crate) fn replay(&self, steps: &[u8], values: &[u8], program: &Program) -> Found {
        let execute = |unlock_points| {
            let plan = Plan::scripted(steps.to_vec(), values.to_vec());
            self.execute(plan, unlock_points, &mut Pool::default(), program)
        };
        let mut run = execute(false);
        if run.order.as_ref().is_some_and(|order| order.tried) {
            run = execute(true);
        }
        let mut found = Found::default();
        found.note(&run, self.key(&run));
        found
    }

    fn execute(&self, plan: Plan, unlock_points: bool, pool: &mut Pool, program: &Program) -> Run {
        let inside = Inside::enter();
        let program = Arc::clone(program);
        let order = State::new(plan, self, unlock_points);
        let run = execute(pool, order, self.spurious, Box::new(move || program()));
        drop(inside);
        run
    }

    /// `None` if a lock is tried, and an unlock is no step.
    fn pass(&self, program: &Program, unlock_points: bool, see: &mut dyn FnMut(&Executed<'_>)) -> Option<Found> {
        let mut found = Found::default();
        let mut pool = Pool::default();
        let mut plan = Plan::all(self.bound);
        let mut given_up = 0;
        loop {
            let mut run = self.execute(plan, unlock_points, &mut pool, program);
            let mut order = run.order.take().expect("the order engine ran");
            if order.tried && !unlock_points {
                return None;
            }
            let nodes = order.trail.take().map(|trail| trail.0).unwrap_or_default();
            let steps = order.steps.clone();
            run.order = Some(order);
            let key = self.key(&run);
            plan = run.order.as_mut().map(|order| std::mem::take(&mut order.plan)).unwrap_or_default();
            found.note(&run, key.clone());
            see(&Executed { run: &run, key: &key, nodes: &nodes, steps: &steps });
            let stop = match &run.ending {
                Some(Ending::GivenUp) => {
                    given_up += 1;
                    given_up == MOST_GIVEN_UP
                }
                Some(Ending::Spin(_) | Ending::Unsupported(_) | Ending::Limit(_)) => true,
                _ => false,
            };
            if stop || !plan.advance() {
                found.whole = !stop && given_up == 0;
                return Some(found);
            }
            if found.total >= self.limit {
                return Some(found);
            }
        }
    }

    fn key(&self, run: &Run) -> Key {
        let order = run.order.as_ref().expect("the order engine ran");
        // What main does when all others have ended needs no letter, and a loop without end only one.
        let tail = match run.ending {
            Some(Ending::Spin(t)) => order.steps.iter().rev().take_while(|&&s| usize::from(s) == t).count() - 1,
            _ => order.steps.iter().rev().take(order.forced).take_while(|&&t| t == 0).count(),
        };
        let steps = order.steps[..order.steps.len() - tail].to_vec();
        Key::Order { steps, values: order.plan.values().to_vec(), spurious: self.spurious }
    }
}

impl Found {
    fn note(&mut self, run: &Run, key: Key) {
        self.total += 1;
        for order in run.events.iter().filter(|e| e.object.is_some()).filter_map(|e| e.order) {
            self.seq_cst = Some(self.seq_cst != Some(false) && order == Ordering::SeqCst);
        }
        self.waits.resize(run.waits.len(), 0);
        self.waits.iter_mut().zip(&run.waits).for_each(|(most, &n)| *most = n.max(*most));
        let (Some(ending), Some(at_end)) = (&run.ending, &run.at_end) else { return };
        if matches!(ending, Ending::GivenUp) {
            return;
        }
        self.failing += 1;
        let trace = Trace::new(run, ending.clone(), at_end);
        if self.best.as_ref().is_none_or(|(best, _)| trace.score() < best.score()) {
            self.best = Some((trace, key));
        }
    }
}
