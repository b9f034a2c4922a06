//! Running a closure in every interleaving.

mod by_loom;
mod orders;

use crate::model::end::unsupported;
use crate::model::{self, hook};
use crate::order::{Key, Program, Search};
use crate::report::{Failure, Report, Verdict};
use std::sync::Arc;

pub(crate) use by_loom::Pass;
pub(crate) use orders::Orders;

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

/// A check begins.
pub(crate) fn begin() {
    if model::inside() {
        unsupported("check was called inside a check: take the inner one out, every interleaving is tried already.");
    }
    hook::install();
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
    /// the one with the fewest switches is shown. Then every execution in which a read may return an older one, and the
    /// same by loom.
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
}
