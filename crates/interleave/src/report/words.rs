//! The sentences above and below the table.

use super::trace::Trace;
use super::{Cause, Failure, Kind, outcomes, table};
use crate::model::end::Ending;
use crate::model::event::Action;
use crate::model::run::Wait;

pub(super) fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::WrongResult => "WRONG RESULT",
        Kind::LostUpdate => "LOST UPDATE",
        Kind::DataRace => "DATA RACE",
        Kind::Deadlock => "DEADLOCK",
        Kind::NeverWoken => "NEVER WOKEN",
        Kind::Livelock => "NO PROGRESS",
        Kind::Spin => "SPINS WITHOUT A YIELD",
        Kind::Incomplete => "INCOMPLETE",
        Kind::Unsupported => "CAN'T BE MODELLED",
    }
}

/// What happened.
pub(super) fn message(trace: &Trace) -> String {
    let line = |i: usize| trace.events[i].at.line();
    let who = |i: usize| trace.threads[trace.events[i].thread].as_str();
    match &trace.ending {
        Ending::Panic(message, place, thread) => {
            let place = place
                .as_ref()
                .map(|(file, line)| format!(" ({}:{line}, thread {})", slashes(file), trace.threads[*thread]));
            format!("{message}{}", place.unwrap_or_default())
        }
        Ending::Race(first, second) => {
            let what = |i: usize| if trace.events[i].action == Action::CellWrite { "write" } else { "read" };
            let name = trace.events[*second].object.map(|o| trace.names[o].as_str()).unwrap_or("a cell");
            format!(
                "nothing orders {}'s {} of {name} (:{}) and {}'s {} (:{}). That is undefined behaviour, whatever the values.",
                who(*first),
                what(*first),
                line(*first),
                who(*second),
                what(*second),
                line(*second)
            )
        }
        Ending::Deadlock if trace.kind() == Kind::NeverWoken => never_woken(trace),
        Ending::Deadlock => "every thread that is left waits for another one.".to_owned(),
        Ending::Livelock => {
            "an execution goes on without end: a loop waits for something that does not come.".to_owned()
        }
        Ending::Spin(thread) => format!(
            "a loop of {} waits and never lets another thread run: it needs a std::thread::yield_now() or \
             std::hint::spin_loop() in it, and can't be checked until it has one.",
            who_is(&trace.threads[*thread])
        ),
        Ending::Unsupported(sentence) | Ending::Limit(sentence) => sentence.clone(),
        Ending::PoolEmpty | Ending::GivenUp => String::new(),
    }
}

fn never_woken(trace: &Trace) -> String {
    let sleepers: Vec<String> = trace
        .sleepers()
        .map(|t| {
            let at = trace.pending[t].map_or(0, |p| p.at.line());
            format!("{} sleeps for ever (:{at})", who_is(&trace.threads[t]))
        })
        .collect();
    let lost = trace.events.iter().position(|e| matches!(e.action, Action::NotifyOne(None) | Action::NotifyAll(0)));
    let why = lost.map(|i| format!(" Lost wake-up: the notification (#{}) came while nobody slept.", i + 1));
    format!("{}.{}", sleepers.join(", and "), why.unwrap_or_default())
}

/// The whole text.
pub(super) fn text(failure: &Failure, trace: Option<&Trace>) -> String {
    let head = wrap(&format!("{}: {}", title(failure.kind), failure.message), "  ");
    let Some(trace) = trace else { return head };
    let mut text = format!("{head}\n\n{}\n", table::draw(failure, trace));
    let waiting = waiting(trace);
    if !waiting.is_empty() {
        text.push_str("\nAt the end:\n");
    }
    for line in waiting {
        text.push_str(&format!("{}\n", wrap(&line, "    ")));
    }
    text.push('\n');
    text.push_str(&format!("{}\n", wrap(&table::legend(trace), "  ")));
    let cause = match failure.cause {
        Cause::Order => "Cause: the order of the steps alone; every read returns the newest value.",
        Cause::MemoryOrdering => {
            "Cause: memory ordering. It fails only where a read returns an older value than the newest: nothing makes the \
             newer write happen before that read."
        }
        Cause::SpuriousWakeup => {
            "Cause: a spurious wake-up. A wait may end though nobody has notified, so the condition must be looked at again: \
             while, not if."
        }
        Cause::NoSynchronisation => "Cause: no synchronisation between the two accesses (no happens-before).",
        Cause::Unknown => "",
    };
    if !cause.is_empty() {
        text.push_str(&format!("{}\n", wrap(cause, "  ")));
    }
    let counts = counts(failure);
    if !counts.is_empty() {
        text.push_str(&format!("{}\n", wrap(&counts, "  ")));
    }
    if let Some(key) = &failure.replay {
        text.push_str(&format!("Replay: interleave::replay({key:?}, the same closure)\n"));
    }
    if failure.orders.complete && failure.executions.is_none() && failure.outcomes.len() > 1 {
        text.push_str(&format!("\n{}\n", outcomes::draw(&failure.outcomes, shown(failure, trace).as_deref())));
    }
    text.truncate(text.trim_end().len());
    text
}

/// The outcome that the table is of.
fn shown(failure: &Failure, trace: &Trace) -> Option<String> {
    let name = outcomes::of(&trace.ending, &trace.pending)?;
    failure.outcomes.iter().find(|o| o.fails && o.result == name).map(|o| o.result.clone())
}

/// `1 order`, `2 orders`, `10,000 orders`.
fn number(n: usize, what: &str) -> String {
    let digits = n.to_string();
    let grouped: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|c| std::str::from_utf8(c).unwrap_or("")).collect();
    format!("{} {what}{}", grouped.join(","), if n == 1 { "" } else { "s" })
}

/// `none fails`, `1 fails`, `all fail`.
fn failing(tried: super::Tried) -> String {
    match tried.failing {
        0 => "none fails".to_owned(),
        n if n == tried.executions && n > 1 => "all fail".to_owned(),
        1 => "1 fails".to_owned(),
        n => format!("{n} fail"),
    }
}

fn counts(failure: &Failure) -> String {
    let mut text = String::new();
    let orders = failure.orders;
    if orders.executions > 0 {
        let all = if orders.complete { "all there are" } else { "there are more" };
        text = format!("Tried: {} of the steps ({all}), {}.", number(orders.executions, "order"), failing(orders));
    }
    if let Some(tried) = failure.executions.filter(|tried| tried.executions > 0) {
        let all = if tried.complete { "all there are" } else { "there are more" };
        let lead = if text.is_empty() { "Tried: " } else { " Then " };
        text.push_str(&format!(
            "{lead}{} in which a read may also return an older value ({all}), {}.",
            number(tried.executions, "execution"),
            failing(tried)
        ));
    }
    text
}

/// What a check that passed says.
pub(super) fn passed(report: &super::Report) -> String {
    let (orders, executions) = (report.orders, number(report.executions, "execution"));
    let first = match (orders.executions, orders.complete) {
        (_, true) => format!("all {} of the steps", number(orders.executions, "order")),
        (n, false) => format!("{} of the steps (there are more)", number(n, "order")),
    };
    match report.preemption_bound {
        _ if report.executions == 0 => "PASS: this one interleaving does not fail. No proof.".to_owned(),
        None => {
            format!("PASS: {first}, and all {executions} in which a read may also return an older value. None fails.")
        }
        Some(bound) => format!(
            "PASS: {first} and {executions} were tried, with at most {}. None fails; no proof.",
            number(bound, "preemption")
        ),
    }
}

/// `thread A`, and a given name as it is.
fn who_is(name: &str) -> String {
    if name.len() == 1 { format!("thread {name}") } else { name.to_owned() }
}

/// The circle in which threads wait for one another: `A -> right -> B -> left -> A`.
fn circle(trace: &Trace) -> Option<String> {
    let next = |t: usize| match trace.pending[t]?.wait {
        Wait::Lock(o, _) => Some((Some(o), trace.objects[o].holders.first()?.thread)),
        Wait::Join(other) => Some((None, other)),
        Wait::Notify(_) | Wait::Unpark => None,
    };
    let mut path = vec![(0..trace.pending.len()).rev().find(|&t| trace.pending[t].is_some())?];
    let start = loop {
        let (_, other) = next(*path.last()?)?;
        if let Some(start) = path.iter().position(|&t| t == other) {
            break start;
        }
        path.push(other);
    };
    // From the thread that comes first in the table.
    let mut ring = path.split_off(start);
    let first = (0..ring.len()).min_by_key(|&i| ring[i])?;
    ring.rotate_left(first);
    let mut text = format!("  A circle: {}", trace.threads[ring[0]]);
    for &t in &ring {
        let (lock, holder) = next(t)?;
        if let Some(lock) = lock {
            text.push_str(&format!(" -> {}", trace.names[lock]));
        }
        text.push_str(&format!(" -> {}", trace.threads[holder]));
    }
    Some(text)
}

/// Who waits for what, held by whom.
fn waiting(trace: &Trace) -> Vec<String> {
    if !matches!(trace.ending, Ending::Deadlock) {
        return Vec::new();
    }
    let line = |t: usize| {
        let pending = trace.pending[t]?;
        let me = &trace.threads[t];
        let at = pending.at.line();
        Some(match pending.wait {
            Wait::Lock(o, _) => {
                let held: Vec<String> = trace.objects[o]
                    .holders
                    .iter()
                    .map(|h| format!("{} since :{}", trace.threads[h.thread], h.since.line()))
                    .collect();
                format!("  {me} waits for {} (:{at}), held by {}", trace.names[o], held.join(", "))
            }
            Wait::Notify(o) => {
                format!("  {me} sleeps in {}.wait (:{at}), and nobody is left to notify", trace.names[o])
            }
            Wait::Unpark => format!("  {me} sleeps in park (:{at}), and nobody is left to unpark it"),
            Wait::Join(other) => format!("  {me} waits for the end of {} (:{at})", trace.threads[other]),
        })
    };
    (0..trace.pending.len()).filter_map(line).chain(circle(trace)).collect()
}

pub(crate) fn slashes(file: &str) -> String {
    file.replace('\\', "/")
}

/// Breaks lines at 80 columns; the lines after a break are indented.
pub(crate) fn wrap(text: &str, indent: &str) -> String {
    let mut out = Vec::new();
    for line in text.lines() {
        let lead: String = line.chars().take_while(|c| *c == ' ').collect();
        let mut current = lead.clone();
        let mut empty = true;
        for word in line.split(' ').filter(|w| !w.is_empty()) {
            if !empty && current.chars().count() + 1 + word.chars().count() > 80 {
                out.push(std::mem::replace(&mut current, format!("{indent}{word}")));
                continue;
            }
            if !empty {
                current.push(' ');
            }
            current.push_str(word);
            empty = false;
        }
        out.push(current);
    }
    out.join("\n")
}
