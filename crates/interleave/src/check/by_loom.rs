//! A check by loom: pass by pass, with few switches first.

use super::Checker;
use crate::model::end::{Ending, Leave, run_thread};
use crate::model::run::PoolSize;
use crate::model::{self, Inside, Run};
use crate::order::{Key, Program};
use crate::report::{Failure, Verdict, trace};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

/// The largest pool that fits into what loom reserves for its objects.
const LARGEST_POOL: usize = 256;

/// What one pass of loom over the executions of a bound came to.
#[derive(Default)]
pub(crate) struct Pass {
    pub(crate) executions: usize,
    pub(crate) failing: usize,
    pub(crate) best: Option<trace::Trace>,
    /// Which execution that was, and what of the pass its key needs.
    pub(crate) key: Option<Key>,
    pub(crate) complete: bool,
    /// The most waits of each thread in an execution.
    pub(crate) waits: Vec<usize>,
}

impl Checker {
    /// loom's objects are made before they are used: with more of them, if there were too few.
    pub(super) fn with_pools<R>(&self, f: impl Fn(PoolSize) -> Result<R, Ending>) -> Result<R, Failure> {
        let mut pool = PoolSize { atomics: 8, cells: 4 };
        loop {
            match f(pool) {
                Ok(result) => return Ok(result),
                Err(_) if pool.atomics < LARGEST_POOL => {
                    pool = PoolSize { atomics: pool.atomics * 2, cells: pool.cells * 2 };
                }
                Err(_) => return Err(Failure::too_many_objects(LARGEST_POOL)),
            }
        }
    }

    /// First without spurious wake-ups, then with one: each wait of each thread in turn.
    pub(super) fn search_all(&self, f: &Program, pool: PoolSize) -> Result<Verdict, Ending> {
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
        f: &Program,
        pool: PoolSize,
        spurious: Option<(usize, usize)>,
    ) -> Result<(Verdict, Vec<usize>), Ending> {
        let bounds = (0..4).map(Some).chain([None]);
        let bounds = bounds.filter(|b| self.preemption_bound.is_none_or(|max| b.is_some_and(|b| b < max)));
        let mut spent = 0;
        for bound in bounds.chain(self.preemption_bound.map(Some)) {
            let last = bound == self.preemption_bound;
            let limit = self.max_executions - spent.min(self.max_executions - 1);
            let mut pass = self.pass(f, (pool, spurious), bound, limit, None)?;
            spent += pass.executions;
            if last || pass.best.is_some() || !pass.complete {
                let waits = std::mem::take(&mut pass.waits);
                pass.complete &= last;
                return Ok((Verdict::new(pass, self.preemption_bound), waits));
            }
        }
        unreachable!("the last bound returns")
    }

    pub(super) fn pass(
        &self,
        f: &Program,
        (pool, spurious): (PoolSize, Option<(usize, usize)>),
        bound: Option<usize>,
        limit: usize,
        only: Option<usize>,
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
                finish(&mut pass, model::replace(None), only, (bound, spurious));
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
        finish(&mut pass, model::replace(None), only, (bound, spurious));
        drop(inside);
        pass.complete = complete;
        if pass.best.as_ref().is_some_and(|t| matches!(t.ending, Ending::PoolEmpty)) {
            return Err(Ending::PoolEmpty);
        }
        Ok(pass)
    }
}

/// Counts an execution that has ended, and keeps it if it is the best counterexample so far; of one number, if `only` that
/// is asked for.
fn finish(
    pass: &mut Pass,
    run: Option<Run>,
    only: Option<usize>,
    (bound, spurious): (Option<usize>, Option<(usize, usize)>),
) {
    let Some(run) = run else { return };
    pass.executions += 1;
    pass.waits.resize(run.waits.len(), 0);
    pass.waits.iter_mut().zip(&run.waits).for_each(|(most, &n)| *most = n.max(*most));
    let (Some(ending), Some(at_end)) = (run.ending.clone(), &run.at_end) else { return };
    pass.failing += 1;
    let trace = trace::Trace::new(&run, ending, at_end);
    let better = pass.best.as_ref().is_none_or(|best| trace.score() < best.score());
    if only.map_or(better, |only| only == pass.executions) {
        pass.best = Some(trace);
        pass.key = Some(Key::Memory(bound, pass.executions, spurious));
    }
}
