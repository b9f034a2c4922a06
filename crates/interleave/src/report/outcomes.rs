//! What the orders come to, counted.

use crate::model::Run;
use crate::model::end::Ending;
use crate::model::run::{Pending, Wait};
use crate::order::Executed;

/// One result of a program, and in how many orders it comes out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// What came out: `passes`, the values of a failed assertion, `deadlock`; for [`explore`](crate::explore()) the value.
    pub result: String,
    /// In how many orders.
    pub orders: usize,
    /// Is it a failure?
    pub fails: bool,
    /// The key of the first such order, for [`replay`](crate::replay).
    pub replay: String,
}

/// Counts the outcomes of executions.
#[derive(Default)]
pub(crate) struct Count(pub(crate) Vec<Outcome>);

impl Count {
    /// Adds an execution; `passed` names what one that does not fail came to.
    pub(crate) fn add(&mut self, executed: &Executed<'_>, passed: impl FnOnce() -> String) {
        if matches!(executed.run.ending, Some(Ending::GivenUp)) {
            return;
        }
        let fails = executed.run.ending.is_some();
        let result = name(executed.run).unwrap_or_else(passed);
        match self.0.iter_mut().find(|o| o.result == result && o.fails == fails) {
            Some(outcome) => outcome.orders += 1,
            None => self.0.push(Outcome { result, orders: 1, fails, replay: executed.key.to_string() }),
        }
    }

    /// The outcomes, failures first, the most frequent first.
    pub(crate) fn sorted(mut self) -> Vec<Outcome> {
        self.0.sort_by(|a, b| b.fails.cmp(&a.fails).then(b.orders.cmp(&a.orders)).then(a.result.cmp(&b.result)));
        self.0
    }
}

/// What a failing execution came to, in a few words.
pub(crate) fn name(run: &Run) -> Option<String> {
    of(run.ending.as_ref()?, &run.at_end.as_ref()?.pending)
}

/// The same, from how it ended and what each thread was blocked on.
pub(super) fn of(ending: &Ending, pending: &[Option<Pending>]) -> Option<String> {
    let asleep = || pending.iter().flatten().any(|p| sleeps(p.wait));
    Some(match ending {
        Ending::Panic(message, ..) => in_short(message),
        Ending::Race(..) => "data race".to_owned(),
        Ending::Deadlock if asleep() => "never woken".to_owned(),
        Ending::Deadlock => "deadlock".to_owned(),
        Ending::Livelock | Ending::Spin(_) => "no end".to_owned(),
        _ => "not tried".to_owned(),
    })
}

fn sleeps(wait: Wait) -> bool {
    matches!(wait, Wait::Notify(_) | Wait::Unpark)
}

/// `left: 1, right: 2` of an `assert_eq!`; otherwise the beginning of the message.
fn in_short(message: &str) -> String {
    const MOST: usize = 40;
    let value = |key: &str| message.lines().find_map(|line| line.trim().strip_prefix(key));
    let text = match (value("left: "), value("right: ")) {
        (Some(left), Some(right)) => format!("left: {left}, right: {right}"),
        _ => message.lines().next().unwrap_or("").to_owned(),
    };
    if text.chars().count() <= MOST { text } else { text.chars().take(MOST - 1).chain(['…']).collect() }
}

fn remark(outcome: &Outcome, shown: Option<&str>) -> &'static str {
    match outcome.orders {
        0 => "only where a read returns an older value",
        _ if shown == Some(outcome.result.as_str()) => "the one shown",
        _ => "",
    }
}

/// The table of outcomes; `shown` is the one that the counterexample is of.
pub(crate) fn draw(outcomes: &[Outcome], shown: Option<&str>) -> String {
    const MOST: usize = 6;
    let total: usize = outcomes.iter().map(|o| o.orders).sum();
    let listed = if outcomes.len() > MOST { MOST - 1 } else { outcomes.len() };
    let mut rows: Vec<(String, usize, &str)> =
        outcomes[..listed].iter().map(|o| (o.result.clone(), o.orders, remark(o, shown))).collect();
    if listed < outcomes.len() {
        let rest = &outcomes[listed..];
        rows.push((format!("{} other results", rest.len()), rest.iter().map(|o| o.orders).sum(), ""));
    }
    let width = rows.iter().map(|r| r.0.chars().count()).max().unwrap_or(0).max("RESULT".len());
    let number = total.to_string().len();
    let mut text = format!("{:width$}  ORDERS", "RESULT");
    for (result, orders, remark) in rows {
        let line = format!("{result:width$}  {orders:>number$} of {total}  {remark}");
        text.push_str(&format!("\n{}", line.trim_end()));
    }
    text
}
