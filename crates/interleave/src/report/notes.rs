//! The text of one row and the remark beside it.

use super::Row;
use super::trace::Trace;
use crate::model::end::Ending;
use crate::model::event::{Access, Action};

pub(super) fn row(trace: &Trace, i: usize) -> Row {
    let event = &trace.events[i];
    let object = event.object.map(|o| trace.names[o].clone());
    let show = |bits: Option<u64>| Some((trace.objects[event.object?].ty.show)(bits?));
    let (note, marked) = note(trace, i);
    Row {
        thread: trace.threads[event.thread].clone(),
        operation: operation(trace, i),
        object,
        read: show(event.read),
        wrote: show(event.wrote),
        from: trace.from[i],
        note,
        marked,
        file: event.at.file().replace('\\', "/"),
        line: event.at.line(),
    }
}

fn operation(trace: &Trace, i: usize) -> String {
    let event = &trace.events[i];
    let name = event.object.map(|o| trace.names[o].as_str()).unwrap_or("");
    let show = |bits: Option<u64>| match (event.object, bits) {
        (Some(o), Some(bits)) => (trace.objects[o].ty.show)(bits),
        _ => String::new(),
    };
    let thread = |t: usize| trace.threads[t].as_str();
    match &event.action {
        Action::Load => format!("{name}.load -> {}", show(event.read)),
        Action::Store => format!("{name}.store({})", show(event.wrote)),
        Action::Rmw("compare_exchange", _) => {
            format!("{name}.cmpxchg {} -> {}", show(event.read), show(event.wrote))
        }
        Action::Rmw(method, argument) => format!("{name}.{method}({argument}) -> {}", show(event.read)),
        Action::CasFailed(expected) => format!("{name}.cmpxchg {expected}: Err({})", show(event.read)),
        Action::Fence => format!("fence({:?})", event.order.unwrap_or(std::sync::atomic::Ordering::SeqCst)),
        Action::CellRead => format!("{name}: read"),
        Action::CellWrite => format!("{name}: write"),
        Action::Lock(Access::Exclusive) => format!("lock {name}"),
        Action::Lock(Access::Shared) => format!("read-lock {name}"),
        Action::TryLockFailed => format!("try_lock {name}: no"),
        Action::Unlock(_) => format!("unlock {name}"),
        Action::Sleep => format!("{name}.wait: {}", if sleeps_for_ever(trace, i) { "SLEEPS" } else { "sleeps" }),
        Action::AwakeUnasked => format!("{name}.wait: awake"),
        Action::Awake if event.object.is_none() => "park: returns".to_owned(),
        Action::Awake => format!("{name}.wait: awake"),
        Action::TimedOut => format!("{name}.wait: timed out"),
        Action::NotifyOne(None) => format!("{name}.notify_one"),
        Action::NotifyOne(Some(t)) => format!("{name}.notify_one: {}", thread(*t)),
        Action::NotifyAll(n) => format!("{name}.notify_all: {n}"),
        Action::Park => if sleeps_for_ever(trace, i) { "park: SLEEPS" } else { "park: sleeps" }.to_owned(),
        Action::Unpark(t) => format!("unpark {}", thread(*t)),
        Action::Spawn(t) => format!("spawn {}", thread(*t)),
        Action::Join(t) => format!("join {}", thread(*t)),
        Action::Stuck(what) => format!("{what} {name}: WAITS"),
    }
}

/// Is this the falling asleep that the thread never comes back from?
fn sleeps_for_ever(trace: &Trace, i: usize) -> bool {
    let event = &trace.events[i];
    let last = trace.events.iter().rposition(|e| e.thread == event.thread);
    last == Some(i) && trace.sleepers().any(|t| t == event.thread)
}

fn note(trace: &Trace, i: usize) -> (String, bool) {
    let event = &trace.events[i];
    let number = i + 1;
    if let Ending::Race(first, second) = trace.ending
        && (i == first || i == second)
        && first != second
    {
        let other = if i == first { second } else { first } + 1;
        return (format!("data race with #{other}"), true);
    }
    if let Some((read, missed, store)) = trace.lost
        && trace.in_order()
    {
        if number == read {
            return (format!("{}; stale from #{missed} on", source(trace, i)), true);
        }
        if number == store {
            return (format!("overwrites #{missed}"), true);
        }
    }
    if let Some(newer) = trace.newer(i) {
        return (format!("{}, NOT #{newer}", source(trace, i)), true);
    }
    match &event.action {
        Action::NotifyOne(None) | Action::NotifyAll(0) => ("nobody sleeps: the signal is gone".to_owned(), true),
        Action::Sleep | Action::Park if sleeps_for_ever(trace, i) => ("nobody will wake it".to_owned(), true),
        Action::AwakeUnasked => ("spurious: nobody notified".to_owned(), true),
        Action::Stuck(_) => (holders(trace, i), true),
        _ => (source(trace, i), false),
    }
}

fn source(trace: &Trace, i: usize) -> String {
    match trace.from[i] {
        Some(0) => "initial value".to_owned(),
        Some(row) => format!("#{row}"),
        None => String::new(),
    }
}

fn holders(trace: &Trace, i: usize) -> String {
    let Some(object) = trace.events[i].object else { return String::new() };
    let held = |h: &crate::model::object::Holder| format!("{} since :{}", trace.threads[h.thread], h.since.line());
    let all: Vec<String> = trace.objects[object].holders.iter().map(held).collect();
    format!("{} is held by {}", trace.names[object], all.join(", "))
}
