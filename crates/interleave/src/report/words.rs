//! The sentences above and below the table.

use super::trace::Trace;
use super::{Cause, Failure, Kind, table};
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
            let place = place.as_ref().map(|(file, line)| format!(" ({}:{line}, thread {})", slashes(file), trace.threads[*thread]));
            format!("{message}{}", place.unwrap_or_default())
        }
        Ending::Race(first, second) => {
            let what = |i: usize| if trace.events[i].action == Action::CellWrite { "write" } else { "read" };
            let name = trace.events[*second].object.map(|o| trace.names[o].as_str()).unwrap_or("a cell");
            format!(
                "nothing orders {}'s {} of {name} (:{}) and {}'s {} (:{}). That is undefined behaviour, whatever the values.",
                who(*first), what(*first), line(*first), who(*second), what(*second), line(*second)
            )
        }
        Ending::Deadlock if trace.kind() == Kind::NeverWoken => never_woken(trace),
        Ending::Deadlock => "every thread that is left waits for another one.".to_owned(),
        Ending::Livelock => "an execution goes on without end: a loop waits for something that does not come, or a spin \
                             loop has no std::thread::yield_now() or std::hint::spin_loop() in it, and can't be checked \
                             until it has one."
            .to_owned(),
        Ending::Unsupported(sentence) | Ending::Limit(sentence) => sentence.clone(),
        Ending::PoolEmpty => String::new(),
    }
}

fn never_woken(trace: &Trace) -> String {
    let sleepers: Vec<String> = trace
        .sleepers()
        .map(|t| {
            let at = trace.pending[t].map_or(0, |p| p.at.line());
            format!("thread {} sleeps for ever (:{at})", trace.threads[t])
        })
        .collect();
    let lost = trace.events.iter().position(|e| matches!(e.action, Action::NotifyOne(None) | Action::NotifyAll(0)));
    let why = lost.map(|i| format!(" Lost wake-up: the notification (#{}) came while nobody slept.", i + 1));
    format!("{}.{}", sleepers.join(", and "), why.unwrap_or_default())
}

/// The whole text.
pub(super) fn text(failure: &Failure, trace: &Trace) -> String {
    let head = wrap(&format!("{}: {}", title(failure.kind), failure.message), "  ");
    if !super::has_table(&trace.ending) {
        return head;
    }
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
    text.push_str(&wrap(&counts(failure), "  "));
    text
}

fn counts(failure: &Failure) -> String {
    let (n, failing) = (failure.executions, failure.failing);
    let all = if failure.complete { "all there are" } else { "there are more" };
    format!(
        "Tried: {n} execution{} ({all}), {failing} fail{}. An execution is one order of the steps with one choice of \
         value for each read; a thread's start and end are steps too, and of orders that no thread can tell apart one is \
         tried.",
        if n == 1 { "" } else { "s" },
        if failing == 1 { "s" } else { "" },
    )
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
    (0..trace.pending.len()).filter_map(line).collect()
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
