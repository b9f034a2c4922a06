//! Running a closure in every interleaving.

use crate::model::end::{Ending, Leave, run_thread, unsupported};
use crate::model::run::PoolSize;
use crate::model::{self, Inside, Run, hook};
use crate::order::{Found, Key, Program, Search};
use crate::report::outcomes::Count;
use crate::report::{Failure, Outcome, Report, Tried, Verdict, trace};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

/// The largest pool that fits into what loom reserves for its objects.
const LARGEST_POOL: usize = 256;

/// More orders than these are not gone through one by one: loom, which tries one of those that no thread can tell apart,
/// has the last word anyway.
const MOST_ORDERS: usize = 10_000;

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

/// Runs one interleaving again: the one whose key stands below a table.
///
/// # Panics
/// If it fails, with its table; also if the key does not fit the program.
#[track_caller]
pub fn replay(key: &str, f: impl Fn() + Send + Sync + 'static) {
    if let Err(failure) = Checker::new().try_replay(key, f) {
        panic!("{failure}");
    }
}

/// What going through the orders came to, if none fails.
pub(crate) struct Orders {
    pub(crate) tried: Tried,
    pub(crate) outcomes: Vec<Outcome>,
    waits: Vec<usize>,
    /// As in [`Found`].
    seq_cst: Option<bool>,
}

fn tried(found: &Found) -> Tried {
    Tried { executions: found.total, failing: found.failing, complete: found.whole }
}

/// A check begins.
pub(crate) fn begin() {
    if model::inside() {
        unsupported("check was called inside a check: take the inner one out, every interleaving is tried already.");
    }
    hook::install();
}

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
    ///
    /// First every order of the steps, each read returning the newest value; a failure found there is one of order, and
    /// the one with the fewest switches is shown. Then, by loom, every execution in which a read may return an older one.
    pub fn try_check(&self, f: impl Fn() + Send + Sync + 'static) -> Result<Report, Failure> {
        begin();
        let f: Program = Arc::new(f);
        let orders = self.orders(&f, &|| "passes".to_owned())?;
        self.memory(&f, orders)
    }

    /// Runs the one interleaving of a replay key, as it is printed below a table.
    ///
    /// # Errors
    /// The failure, if it fails; also if the text is no key, or does not fit the program.
    pub fn try_replay(&self, key: &str, f: impl Fn() + Send + Sync + 'static) -> Result<Report, Failure> {
        begin();
        let f: Program = Arc::new(f);
        match key.parse().map_err(Failure::unsupported)? {
            Key::Order { steps, values, spurious } => {
                let search = Search { values: !values.is_empty(), ..self.order_search(None, spurious) };
                let found = search.replay(&steps, &values, &f);
                match found.best {
                    Some(best) => Err(Failure::replayed(best)),
                    None => Ok(Report::replayed()),
                }
            }
            Key::Memory(bound, number, spurious) => {
                let pass = self.with_pools(|pool| self.pass(&f, (pool, spurious), bound, number, Some(number)))?;
                if pass.executions < number {
                    return Err(Failure::unsupported(format!(
                        "the replay key does not fit this program: it has {} such executions, and the key names number \
                         {number}.",
                        pass.executions
                    )));
                }
                Verdict::replayed(pass)
            }
        }
    }

    pub(crate) fn bound(&self) -> Option<usize> {
        self.preemption_bound
    }

    pub(crate) fn order_search(&self, bound: Option<usize>, spurious: Option<(usize, usize)>) -> Search {
        let limit = self.max_executions.min(MOST_ORDERS);
        Search { bound, limit, most_steps: self.max_branches, spurious, values: false, trail: false }
    }

    /// Every order of the steps; if there are too many, those with few switches.
    pub(crate) fn orders(&self, f: &Program, passed: &dyn Fn() -> String) -> Result<Orders, Failure> {
        let bound = self.preemption_bound;
        let (found, outcomes) = self.count(self.order_search(bound, None), f, passed);
        let (whole, waits) = (found.whole, found.waits.clone());
        let mut orders = Orders { tried: tried(&found), outcomes, waits, seq_cst: found.seq_cst };
        if found.best.is_some() {
            return Err(Failure::in_order(found, orders));
        }
        for bound in (0..4).filter(|b| !whole && bound.is_none_or(|max| *b < max)) {
            let (found, outcomes) = self.count(self.order_search(Some(bound), None), f, passed);
            if found.best.is_some() {
                orders = Orders { tried: tried(&found), outcomes, ..orders };
                orders.tried.complete = false;
                return Err(Failure::in_order(found, orders));
            }
        }
        let waits = orders.waits.iter().enumerate().flat_map(|(thread, &n)| (1..=n).map(move |i| (thread, i)));
        for wait in waits {
            let (found, outcomes) = self.count(self.order_search(bound, Some(wait)), f, passed);
            if found.best.is_some() {
                orders = Orders { tried: tried(&found), outcomes, waits: Vec::new(), seq_cst: None };
                return Err(Failure::in_order(found, orders));
            }
        }
        Ok(orders)
    }

    fn count(&self, search: Search, f: &Program, passed: &dyn Fn() -> String) -> (Found, Vec<Outcome>) {
        let mut count = Count::default();
        let found = search.run(f, &mut |executed| count.add(executed, passed));
        (found, count.sorted())
    }

    /// Every execution in which a read may return an older value. If there are too many, loom has the last word; otherwise it
    /// is asked as well, unless all operations are SeqCst, of which it knows less.
    fn memory(&self, f: &Program, orders: Orders) -> Result<Report, Failure> {
        let seq_cst = orders.seq_cst == Some(true) && orders.tried.complete;
        let values = |bound| Search { values: !seq_cst, ..self.order_search(bound, None) };
        let whole = values(self.preemption_bound).run(f, &mut |_| ());
        let complete = whole.whole;
        let fewer = (0..4).filter(|b| !complete && self.preemption_bound.is_none_or(|max| *b < max));
        let bounded = fewer.map(|bound| values(Some(bound)).run(f, &mut |_| ()));
        let all = tried(&whole);
        if let Some(found) = std::iter::once(whole).chain(bounded).find(|found| found.best.is_some()) {
            let tried = Tried { complete, ..tried(&found) };
            return Err(Failure::by_value(found, tried).after(orders));
        }
        let mut report = Report { outcomes: orders.outcomes.clone(), ..Report::new(orders.tried, all.executions) };
        report.preemption_bound = self.preemption_bound;
        if complete && seq_cst {
            return Ok(report);
        }
        match self.with_pools(|pool| self.search_all(f, pool))? {
            Verdict::Pass(loom) => {
                let executions = if complete { all.executions } else { loom.executions };
                Ok(Report { executions, spurious: loom.spurious, ..report })
            }
            Verdict::Fail(failure) => Err(failure.after(orders)),
        }
    }

    /// loom's objects are made before they are used: with more of them, if there were too few.
    fn with_pools<R>(&self, f: impl Fn(PoolSize) -> Result<R, Ending>) -> Result<R, Failure> {
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
    fn search_all(&self, f: &Program, pool: PoolSize) -> Result<Verdict, Ending> {
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
        let mut found: Option<(trace::Trace, Option<Key>)> = None;
        let mut spent = 0;
        for bound in bounds.chain(self.preemption_bound.map(Some)) {
            let last = bound == self.preemption_bound;
            if found.as_ref().is_some_and(|(trace, _)| trace.in_order()) && !last {
                continue;
            }
            // Once there is a failure the rest only serves to tell its cause, and to count.
            let limit = match (&found, last) {
                (None, _) => self.max_executions - spent.min(self.max_executions - 1),
                (Some(_), _) => self.max_executions.min(5_000),
            };
            let pass = self.pass(f, (pool, spurious), bound, limit, None)?;
            spent += if last { 0 } else { pass.executions };
            if let Some(new) = pass.best.clone()
                && found.as_ref().is_none_or(|(old, _)| !old.in_order() && new.in_order())
            {
                found = Some((new, pass.key.clone()));
            }
            if last || (found.is_none() && !pass.complete) {
                return Ok((Verdict::new(found, &pass, self.preemption_bound), pass.waits));
            }
        }
        unreachable!("the last bound returns")
    }

    fn pass(
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
