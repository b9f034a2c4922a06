//! A small program's interleavings as data.

mod graph;
mod json;

use crate::check::{Checker, begin};
use crate::order::{Program, Search};
use crate::report::outcomes::{self, Count};
use crate::report::{Outcome, Tried};
use std::fmt;
use std::sync::{Arc, Mutex};

pub use graph::{Edge, Graph, Node, Object, Status, Step};

/// The version of the JSON that [`Exploration::to_json`] writes.
pub const VERSION: u32 = 1;

/// A program with more orders than these gets no graph.
const MOST_IN_GRAPH: usize = 2_000;

/// What a program can come to, and the states that lead there.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Exploration {
    /// The orders of the program's own steps, each read returning the newest value.
    pub orders: Tried,
    /// What these came to, failures first. An outcome in 0 orders needs a read that returns an older value; it is looked for
    /// in the first 10,000 executions.
    pub outcomes: Vec<Outcome>,
    /// The states and the steps between them; `None` if there were more than 2,000 orders, or not all were gone through.
    pub graph: Option<Graph>,
}

/// Goes through every order of a program's steps, and counts what it returns. A failing assertion, a data race or a
/// deadlock is an outcome too.
///
/// ```
/// use interleave::sync::atomic::{AtomicU64, Ordering::SeqCst};
/// use interleave::thread;
///
/// let seen = interleave::explore(|| {
///     let x = AtomicU64::new(0);
///     thread::scope(|s| {
///         for _ in 0..2 {
///             s.spawn(|| x.store(x.load(SeqCst) + 1, SeqCst));
///         }
///     });
///     x.into_inner()
/// });
/// let counts: Vec<_> = seen.outcomes.iter().map(|o| (o.result.as_str(), o.orders)).collect();
/// assert_eq!(counts, [("1", 4), ("2", 2)]);
/// ```
pub fn explore<T: fmt::Debug>(f: impl Fn() -> T + Send + Sync + 'static) -> Exploration {
    Checker::new().explore(f)
}

impl Checker {
    /// As [`explore`], with this checker's bounds.
    pub fn explore<T: fmt::Debug>(&self, f: impl Fn() -> T + Send + Sync + 'static) -> Exploration {
        begin();
        let value = Arc::new(Mutex::new(String::new()));
        let slot = Arc::clone(&value);
        let program: Program = Arc::new(move || {
            let text = format!("{:?}", f());
            *slot.lock().unwrap_or_else(|p| p.into_inner()) = text;
        });
        let returned = move || value.lock().unwrap_or_else(|p| p.into_inner()).clone();
        let mut count = Count::default();
        let mut graph = graph::Builder::default();
        let search = Search { trail: true, ..self.order_search(self.bound(), None) };
        let found = search.run(&program, &mut |executed| {
            count.add(executed, &returned);
            let result = outcomes::name(executed.run).unwrap_or_else(&returned);
            graph.add(executed, result, MOST_IN_GRAPH);
        });
        let orders = Tried { executions: found.total, failing: found.failing, complete: found.whole };
        let mut outcomes = count.sorted();
        let newest_only = found.whole && found.seq_cst == Some(true);
        if !newest_only {
            let mut by_value = Count::default();
            let search = Search { values: true, ..self.order_search(self.bound(), None) };
            search.run(&program, &mut |executed| by_value.add(executed, &returned));
            for outcome in by_value.sorted() {
                if !outcomes.iter().any(|o| o.result == outcome.result && o.fails == outcome.fails) {
                    outcomes.push(Outcome { orders: 0, ..outcome });
                }
            }
        }
        let graph = if found.whole { graph.build() } else { None };
        Exploration { orders, outcomes, graph }
    }
}

impl Exploration {
    /// All of it as JSON: `format`, `version`, `orders`, `outcomes`, and of the graph `threads`, `objects`, `nodes`, `edges`.
    pub fn to_json(&self) -> String {
        json::write(self)
    }
}

impl fmt::Display for Exploration {
    /// The table of outcomes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&outcomes::draw(&self.outcomes, None))?;
        if !self.orders.complete {
            write!(f, "\nThere are more orders than these {}.", self.orders.executions)?;
        }
        Ok(())
    }
}
