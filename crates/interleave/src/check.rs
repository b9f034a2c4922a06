//! Running a closure in every interleaving.

use crate::model::end::{Ending, Leave, run_thread, unsupported};
use crate::model::run::PoolSize;
use crate::model::{self, Inside, Run, hook};
use crate::report::{Failure, Report, Verdict, trace};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

/// The largest pool that fits into what loom reserves for its objects.
const LARGEST_POOL: usize = 256;

/// Tries every interleaving of the closure's threads.
///
/// # Panics
/// If one of them fails. The message is the [`Failure`] as a table, which says what happened step by step.
#[track_caller]
pub fn check(f: impl Fn() + Send + Sync + 'static) {
    Checker::new().check(f);
}

/// How to check, where [`check`]'s defaults don't fit.
#[derive(Clone, Debug)]
pub struct Checker {
    max_executions: usize,
    max_branches: usize,
    preemption_bound: Option<usize>,
}

impl Default for Checker {
    fn default() -> Self {
        Checker { max_executions: 100_000, max_branches: 1_000, preemption_bound: None }
    }
}

/// What one pass of loom over the executions of a bound came to.
#[derive(Default)]
pub(crate) struct Pass {
    pub(crate) executions: usize,
    pub(crate) failing: usize,
    pub(crate) best: Option<trace::Trace>,
    pub(crate) complete: bool,
    /// The most waits of each thread in an execution.
    pub(crate) waits: Vec<usize>,
}

impl Checker {
    /// The defaults: 100,000 executions, every interleaving.
    pub fn new() -> Checker {
        Checker::default()
    }

    /// The number of executions after which the check fails as *incomplete*.
    pub fn max_executions(self, n: usize) -> Checker {
        Checker { max_executions: n.max(1), ..self }
    }

    /// The number of steps and choices in one execution after which it counts as one that never ends.
    pub fn max_branches(self, n: usize) -> Checker {
        Checker { max_branches: n.max(64), ..self }
    }

    /// Tries only interleavings with at most `n` switches away from a thread that could go on. Faster, and not a proof.
    pub fn preemption_bound(self, n: usize) -> Checker {
        Checker { preemption_bound: Some(n), ..self }
    }

    /// Checks, and panics with the table if an interleaving fails.
    #[track_caller]
    pub fn check(&self, f: impl Fn() + Send + Sync + 'static) {
        if let Err(failure) = self.try_check(f) {
            panic!("{failure}");
        }
    }

    /// Checks; the result is success or the failure.
    pub fn try_check(&self, f: impl Fn() + Send + Sync + 'static) -> Result<Report, Failure> {
        if model::inside() {
            unsupported(
                "check was called inside a check: take the inner one out, every interleaving is tried already.",
            );
        }
        hook::install();
        let f: Arc<dyn Fn() + Send + Sync> = Arc::new(f);
        let mut pool = PoolSize { atomics: 8, cells: 4 };
        loop {
            match self.search_all(&f, pool) {
                Err(Ending::PoolEmpty) if pool.atomics < LARGEST_POOL => {
                    pool = PoolSize { atomics: pool.atomics * 2, cells: pool.cells * 2 };
                }
                Err(_) => return Err(Failure::too_many_objects(LARGEST_POOL)),
                Ok(Verdict::Pass(report)) => return Ok(report),
                Ok(Verdict::Fail(failure)) => return Err(*failure),
            }
        }
    }

    /// First without spurious wake-ups, then with one: each wait of each thread in turn.
    fn search_all(&self, f: &Arc<dyn Fn() + Send + Sync>, pool: PoolSize) -> Result<Verdict, Ending> {
        let (verdict, waits) = self.search(f, pool, None)?;
        let Verdict::Pass(mut report) = verdict else { return Ok(verdict) };
        let all = waits.iter().enumerate().flat_map(|(thread, &n)| (1..=n).map(move |i| (thread, i)));
        for wait in all {
            match self.search(f, pool, Some(wait))?.0 {
                Verdict::Pass(more) => {
                    report.executions += more.executions;
                    report.spurious += more.executions;
                }
                fail => return Ok(fail),
            }
        }
        Ok(Verdict::Pass(report))
    }

    /// Few switches first, so that the first failure found is a short one.
    fn search(
        &self,
        f: &Arc<dyn Fn() + Send + Sync>,
        pool: PoolSize,
        spurious: Option<(usize, usize)>,
    ) -> Result<(Verdict, Vec<usize>), Ending> {
        let bounds = (0..4).map(Some).chain([None]);
        let bounds = bounds.filter(|b| self.preemption_bound.is_none_or(|max| b.is_some_and(|b| b < max)));
        let mut found: Option<trace::Trace> = None;
        let mut spent = 0;
        for bound in bounds.chain(self.preemption_bound.map(Some)) {
            let last = bound == self.preemption_bound;
            if found.as_ref().is_some_and(trace::Trace::in_order) && !last {
                continue;
            }
            // Once there is a failure the rest only serves to tell its cause, and to count.
            let limit = match (&found, last) {
                (None, _) => self.max_executions - spent.min(self.max_executions - 1),
                (Some(_), _) => self.max_executions.min(5_000),
            };
            let pass = self.pass(f, (pool, spurious), bound, limit)?;
            spent += if last { 0 } else { pass.executions };
            if let Some(new) = pass.best.clone()
                && found.as_ref().is_none_or(|old| !old.in_order() && new.in_order())
            {
                found = Some(new);
            }
            if last || (found.is_none() && !pass.complete) {
                return Ok((Verdict::new(found, &pass, self.preemption_bound), pass.waits));
            }
        }
        unreachable!("the last bound returns")
    }

    fn pass(
        &self,
        f: &Arc<dyn Fn() + Send + Sync>,
        (pool, spurious): (PoolSize, Option<(usize, usize)>),
        bound: Option<usize>,
        limit: usize,
    ) -> Result<Pass, Ending> {
        let mut builder = loom::model::Builder::new();
        builder.max_threads = loom::MAX_THREADS;
        builder.max_branches = self.max_branches;
        builder.preemption_bound = bound;
        builder.max_permutations = None;
        builder.max_duration = None;
        builder.checkpoint_file = None;
        builder.location = true;
        let result = Arc::new(std::sync::Mutex::new(Pass::default()));
        let inside = Inside::enter();
        let complete = {
            let (f, result) = (Arc::clone(f), Arc::clone(&result));
            let run = move || {
                let mut pass = result.lock().unwrap_or_else(|p| p.into_inner());
                finish(&mut pass, model::replace(None));
                let useless = pass.best.as_ref().is_some_and(|best| !crate::report::has_table(&best.ending));
                if pass.executions >= limit || useless {
                    drop(pass);
                    resume_unwind(Box::new(Leave));
                }
                drop(pass);
                model::replace(Some(Run::new(pool, spurious)));
                run_thread(0, || f());
            };
            catch_unwind(AssertUnwindSafe(|| builder.check(run))).is_ok()
        };
        let mut pass = std::mem::take(&mut *result.lock().unwrap_or_else(|p| p.into_inner()));
        finish(&mut pass, model::replace(None));
        drop(inside);
        pass.complete = complete;
        if pass.best.as_ref().is_some_and(|t| matches!(t.ending, Ending::PoolEmpty)) {
            return Err(Ending::PoolEmpty);
        }
        Ok(pass)
    }
}

/// Counts an execution that has ended, and keeps it if it is the best counterexample so far.
fn finish(pass: &mut Pass, run: Option<Run>) {
    let Some(run) = run else { return };
    pass.executions += 1;
    pass.waits.resize(run.waits.len(), 0);
    pass.waits.iter_mut().zip(&run.waits).for_each(|(most, &n)| *most = n.max(*most));
    let (Some(ending), Some(at_end)) = (run.ending.clone(), &run.at_end) else { return };
    pass.failing += 1;
    let trace = trace::Trace::new(&run, ending, at_end);
    if pass.best.as_ref().is_none_or(|best| trace.score() < best.score()) {
        pass.best = Some(trace);
    }
}
