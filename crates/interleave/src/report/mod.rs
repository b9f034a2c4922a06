//! What a check came to, as data and as text.

mod names;
mod notes;
mod table;
pub(crate) mod trace;
mod words;

use crate::check::Pass;
use crate::model::end::Ending;
use std::fmt;
use trace::Trace;

pub(crate) use names::from_source;
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
    /// An execution that takes steps without end.
    Livelock,
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

/// A check that passed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// How many executions were tried: all there are, up to the preemption bound if one was set.
    pub executions: usize,
    /// How many of these have a spurious wake-up.
    pub spurious: usize,
    /// The bound, if one was set.
    pub preemption_bound: Option<usize>,
}

/// A check that failed. Shown with `{}` it is the table.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Failure {
    /// What kind of failure.
    pub kind: Kind,
    /// Why.
    pub cause: Cause,
    /// What happened, in a sentence or two; a failed assertion's own message is in it.
    pub message: String,
    /// The steps of a shortest counterexample.
    pub rows: Vec<Row>,
    /// How many executions were tried.
    pub executions: usize,
    /// How many of them failed.
    pub failing: usize,
    /// Were these all there are?
    pub complete: bool,
    text: String,
}

pub(crate) enum Verdict {
    Pass(Report),
    Fail(Box<Failure>),
}

impl Verdict {
    pub(crate) fn new(found: Option<Trace>, pass: &Pass, preemption_bound: Option<usize>) -> Verdict {
        match found {
            None if pass.complete => {
                Verdict::Pass(Report { executions: pass.executions, spurious: 0, preemption_bound })
            }
            None => Verdict::Fail(Box::new(Failure::incomplete(pass))),
            Some(mut trace) => {
                trace.dress();
                Verdict::Fail(Box::new(Failure::new(&trace, pass)))
            }
        }
    }
}

impl Failure {
    fn new(trace: &Trace, pass: &Pass) -> Failure {
        let kind = trace.kind();
        let mut failure = Failure {
            kind,
            cause: trace.cause(),
            message: words::message(trace),
            rows: trace.rows.clone(),
            executions: pass.executions,
            failing: pass.failing,
            complete: pass.complete,
            text: String::new(),
        };
        failure.text = words::text(&failure, trace);
        failure
    }

    fn incomplete(pass: &Pass) -> Failure {
        let message = format!(
            "{} executions were tried without a failure, and there are more. This is not a pass. Make the test smaller: \
             fewer threads, fewer rounds of a loop, fewer atomics; or raise Checker::max_executions.",
            pass.executions
        );
        Failure::plain(Kind::Incomplete, message, pass.executions)
    }

    pub(crate) fn too_many_objects(limit: usize) -> Failure {
        let message = format!(
            "The closure uses more than {limit} atomics or cells in one execution. Make the test smaller: fewer objects, \
             fewer rounds of a loop."
        );
        Failure::plain(Kind::Incomplete, message, 0)
    }

    fn plain(kind: Kind, message: String, executions: usize) -> Failure {
        let text = words::wrap(&format!("{}: {message}", words::title(kind)), "  ");
        Failure {
            kind,
            cause: Cause::Unknown,
            message,
            rows: Vec::new(),
            executions,
            failing: 0,
            complete: false,
            text,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Failure {}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.executions;
        match self.preemption_bound {
            None => write!(f, "PASS: all {n} executions that there are were tried, and none fails."),
            Some(bound) => {
                write!(f, "PASS: {n} executions with at most {bound} preemptions were tried, and none fails. No proof.")
            }
        }
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
