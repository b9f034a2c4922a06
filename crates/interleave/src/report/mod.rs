//! What a check came to, as data and as text.

mod names;
mod notes;
pub(crate) mod outcomes;
mod table;
pub(crate) mod trace;
mod words;

use crate::check::{Orders, Pass};
use crate::model::end::Ending;
use crate::order::{Found, Key};
use std::fmt;
use trace::Trace;

pub(crate) use names::in_source;
pub use outcomes::Outcome;
pub(crate) use words::{slashes, wrap};

/// What kind of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The learner's own assertion failed.
    WrongResult,
    /// It failed because a store overwrote an update that its thread had not seen.
    LostUpdate,
    /// Two accesses without synchronisation, one of them a write: undefined behaviour.
    DataRace,
    /// Every thread that is left waits for a lock or for another thread.
    Deadlock,
    /// A thread waits for a notification or an `unpark` that nobody will send.
    NeverWoken,
    /// An execution that takes steps without end: nothing changes any more.
    Livelock,
    /// A loop waits without letting another thread run: it can't be checked until it does.
    Spin,
    /// A limit was reached before every interleaving was tried. Not a pass.
    Incomplete,
    /// The closure does something that can't be modelled.
    Unsupported,
}

/// Why an interleaving fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// The order of the steps alone: it fails though every read returns the newest value.
    Order,
    /// Memory ordering: it fails only where a read returns an older value than the newest.
    MemoryOrdering,
    /// A spurious wake-up: a wait ended though nobody had notified, as std allows.
    SpuriousWakeup,
    /// Nothing orders the two accesses of a data race.
    NoSynchronisation,
    /// Not known, as for a check that did not end.
    Unknown,
}

/// One step of a counterexample.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// The thread's name.
    pub thread: String,
    /// The operation with its values, as in the table.
    pub operation: String,
    /// The object's name.
    pub object: Option<String>,
    /// The value read.
    pub read: Option<String>,
    /// The value written.
    pub wrote: Option<String>,
    /// The number of the row whose value was read; 0 is the initial value.
    pub from: Option<usize>,
    /// The remark beside it.
    pub note: String,
    /// Is it one of the rows that matter?
    pub marked: bool,
    /// The file.
    pub file: String,
    /// The line.
    pub line: u32,
}

/// How many executions were tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tried {
    /// How many.
    pub executions: usize,
    /// How many of these failed.
    pub failing: usize,
    /// Were these all there are?
    pub complete: bool,
}

/// A check that passed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// The orders of the program's own steps, each read returning the newest value. If there were too many to go through
    /// all of them, not complete: `executions` are then the proof.
    pub orders: Tried,
    /// What these came to.
    pub outcomes: Vec<Outcome>,
    /// How many executions there are in which a read may also return an older value: up to the preemption bound if one was
    /// set. If there were too many to count, loom's number, which leaves out orders that no thread can tell apart.
    pub executions: usize,
    /// How many of loom's executions have a spurious wake-up.
    pub spurious: usize,
    /// The bound, if one was set.
    pub preemption_bound: Option<usize>,
}

/// A check that failed. Shown with `{}` it is the table; its fields are those of [`Finding`].
#[derive(Clone, Debug)]
pub struct Failure(Box<Finding>);

/// What a check that failed has found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Finding {
    /// What kind of failure.
    pub kind: Kind,
    /// Why.
    pub cause: Cause,
    /// What happened, in a sentence or two; a failed assertion's own message is in it.
    pub message: String,
    /// The steps of a shortest counterexample.
    pub rows: Vec<Row>,
    /// The orders of the program's own steps, each read returning the newest value.
    pub orders: Tried,
    /// What these came to.
    pub outcomes: Vec<Outcome>,
    /// If none of these fails: the executions in which a read may also return an older value.
    pub executions: Option<Tried>,
    /// The key of the interleaving shown, for [`replay`](crate::replay).
    pub replay: Option<String>,
    trace: Option<Box<Trace>>,
}

pub(crate) enum Verdict {
    Pass(Report),
    Fail(Failure),
}

const NONE: Tried = Tried { executions: 0, failing: 0, complete: false };

impl Verdict {
    /// What loom's last pass came to.
    pub(crate) fn new(pass: Pass, preemption_bound: Option<usize>) -> Verdict {
        let tried = Tried { executions: pass.executions, failing: pass.failing, complete: pass.complete };
        match pass.best {
            None if pass.complete => Verdict::Pass(Report { preemption_bound, ..Report::new(NONE, pass.executions) }),
            None => Verdict::Fail(Failure::incomplete(tried)),
            Some(trace) => Verdict::Fail(Failure::new(trace, pass.key, NONE, Some(tried))),
        }
    }

    /// What one execution of loom's came to.
    pub(crate) fn replayed(pass: Pass) -> Result<Report, Failure> {
        match pass.best {
            Some(trace) => Err(Failure::new(trace, pass.key, NONE, Some(NONE))),
            None => Ok(Report::replayed()),
        }
    }
}

impl Report {
    /// Of one execution, which passed.
    pub(crate) fn replayed() -> Report {
        Report::new(Tried { executions: 1, failing: 0, complete: false }, 0)
    }

    pub(crate) fn new(orders: Tried, executions: usize) -> Report {
        Report { orders, outcomes: Vec::new(), executions, spurious: 0, preemption_bound: None }
    }
}

impl Failure {
    fn new(mut trace: Trace, key: Option<Key>, orders: Tried, executions: Option<Tried>) -> Failure {
        trace.dress();
        Failure(Box::new(Finding {
            kind: trace.kind(),
            cause: trace.cause(),
            message: words::message(&trace),
            rows: trace.rows.clone(),
            orders,
            outcomes: Vec::new(),
            executions,
            replay: key.map(|key| key.to_string()),
            trace: has_table(&trace.ending).then(|| Box::new(trace)),
        }))
    }

    /// A failure that the order of the steps alone brings about.
    pub(crate) fn in_order(found: Found, orders: Orders) -> Failure {
        let (trace, key) = found.best.expect("the caller has looked");
        let mut failure = Failure::new(trace, Some(key), orders.tried, None);
        failure.0.outcomes = orders.outcomes;
        failure
    }

    /// A failure that needs a read which returns an older value.
    pub(crate) fn by_value(found: Found, tried: Tried) -> Failure {
        let (trace, key) = found.best.expect("the caller has looked");
        Failure::new(trace, Some(key), NONE, Some(tried))
    }

    /// The failure of one order.
    pub(crate) fn replayed((trace, key): (Trace, Key)) -> Failure {
        Failure::new(trace, Some(key), NONE, None)
    }

    /// A failure that no order has: it needs a read that returns an older value, if all orders were tried.
    pub(crate) fn after(mut self, orders: Orders) -> Failure {
        if orders.tried.complete && self.cause == Cause::Order {
            self.0.cause = Cause::MemoryOrdering;
        }
        self.0.orders = orders.tried;
        self.0.outcomes = orders.outcomes;
        self
    }

    fn incomplete(tried: Tried) -> Failure {
        let message = format!(
            "{} executions were tried without a failure, and there are more. This is not a pass. Make the test smaller: \
             fewer threads, fewer rounds of a loop, fewer atomics; or raise Checker::max_executions.",
            tried.executions
        );
        let mut failure = Failure::plain(Kind::Incomplete, message);
        failure.0.executions = Some(tried);
        failure
    }

    pub(crate) fn too_many_objects(limit: usize) -> Failure {
        let message = format!(
            "The closure uses more than {limit} atomics or cells in one execution. Make the test smaller: fewer objects, \
             fewer rounds of a loop."
        );
        Failure::plain(Kind::Incomplete, message)
    }

    /// Something can't be done, for the reason given.
    pub(crate) fn unsupported(sentence: String) -> Failure {
        Failure::plain(Kind::Unsupported, sentence)
    }

    fn plain(kind: Kind, message: String) -> Failure {
        Failure(Box::new(Finding {
            kind,
            cause: Cause::Unknown,
            message,
            rows: Vec::new(),
            orders: NONE,
            outcomes: Vec::new(),
            executions: None,
            replay: None,
            trace: None,
        }))
    }
}

impl std::ops::Deref for Failure {
    type Target = Finding;

    fn deref(&self) -> &Finding {
        &self.0
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&words::text(self, self.trace.as_deref()))
    }
}

impl std::error::Error for Failure {}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&words::passed(self))
    }
}

/// A type's name without its paths.
pub(crate) fn short_type(name: &str) -> String {
    let mut short = String::new();
    for part in name.split_inclusive(|c: char| !c.is_alphanumeric() && c != '_' && c != ':') {
        short.push_str(part.rsplit("::").next().unwrap_or(part));
    }
    short
}

/// Is it a failure of the check itself, without steps worth a table?
pub(crate) fn has_table(ending: &Ending) -> bool {
    !matches!(ending, Ending::Unsupported(_) | Ending::Limit(_) | Ending::PoolEmpty)
}
