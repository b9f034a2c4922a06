//! A check by the order engine: every order, then every value; and loom after it.

use super::Checker;
use crate::order::{Found, Program, Search};
use crate::report::outcomes::Count;
use crate::report::{Failure, Outcome, Report, Tried, Verdict};

/// More orders than these are not gone through one by one: loom, which tries one of those that no thread can tell apart,
/// has the last word anyway.
const MOST_ORDERS: usize = 10_000;

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

impl Checker {
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
    pub(super) fn memory(&self, f: &Program, orders: Orders) -> Result<Report, Failure> {
        let mut report =
            Report { outcomes: orders.outcomes.clone(), ..Report::new(orders.tried, orders.tried.executions) };
        report.preemption_bound = self.preemption_bound;
        if orders.seq_cst == Some(true) && orders.tried.complete {
            // Every read returns the newest value, and these orders have all been gone through.
            return Ok(report);
        }
        let values = |bound| Search { values: true, ..self.order_search(bound, None) };
        let whole = values(self.preemption_bound).run(f, &mut |_| ());
        let complete = whole.whole;
        let fewer = (0..4).filter(|b| !complete && self.preemption_bound.is_none_or(|max| *b < max));
        let bounded = fewer.map(|bound| values(Some(bound)).run(f, &mut |_| ()));
        let all = tried(&whole);
        if let Some(found) = std::iter::once(whole).chain(bounded).find(|found| found.best.is_some()) {
            let tried = Tried { complete, ..tried(&found) };
            return Err(Failure::by_value(found, tried).after(orders));
        }
        match self.with_pools(|pool| self.search_all(f, pool))? {
            Verdict::Pass(loom) => {
                let executions = if complete { all.executions } else { loom.executions };
                Ok(Report { executions, spurious: loom.spurious, ..report })
            }
            Verdict::Fail(failure) => Err(failure.after(orders)),
        }
    }
}
