//! One failing execution, with where every read came from.

use super::{Cause, Kind, Row, names, notes};
use crate::model::end::Ending;
use crate::model::event::{Action, Event};
use crate::model::object::Object;
use crate::model::run::{AtEnd, Pending, Run};

/// A failing execution.
#[derive(Clone, Debug)]
pub(crate) struct Trace {
    /// How it ended.
    pub(crate) ending: Ending,
    /// What the table shows.
    pub(crate) rows: Vec<Row>,
    /// The event of each row.
    pub(crate) events: Vec<Event>,
    /// The names of all threads.
    pub(crate) threads: Vec<String>,
    /// What each thread was blocked on at the end.
    pub(crate) pending: Vec<Option<Pending>>,
    /// The objects.
    pub(crate) objects: Vec<Object>,
    /// Their names.
    pub(crate) names: Vec<String>,
    /// Where each read came from: a row, or 0 for the initial value.
    pub(crate) from: Vec<Option<usize>>,
    /// How many reads returned an older value than the newest.
    pub(crate) stale: usize,
    /// How often the thread changes from row to row.
    pub(crate) switches: usize,
    /// The rows of a lost update: the read, the write that it missed, the write that overwrote it.
    pub(crate) lost: Option<(usize, usize, usize)>,
}

impl Trace {
    pub(crate) fn new(run: &Run, ending: Ending, end: &AtEnd) -> Trace {
        // Starts and joins are left out of the table, so rows are numbered without them.
        let shown: Vec<usize> =
            (0..end.events - endless_rows(&ending, run)).filter(|&i| is_shown(&run.events[i].action)).collect();
        let events: Vec<Event> = shown.iter().map(|&i| run.events[i].clone()).collect();
        let ending = match ending {
            Ending::Race(a, b) => {
                let row = |event| shown.iter().position(|&i| i == event).unwrap_or(0);
                Ending::Race(row(a), row(b))
            }
            other => other,
        };
        let mut trace = Trace {
            ending,
            rows: Vec::new(),
            from: sources(&events, &run.objects, &shown),
            stale: 0,
            switches: events.windows(2).filter(|w| w[0].thread != w[1].thread).count(),
            lost: None,
            events,
            threads: run.threads.iter().map(|t| t.name.clone()).collect(),
            pending: end.pending.clone(),
            objects: end.objects.clone(),
            names: Vec::new(),
        };
        trace.stale = (0..trace.events.len()).filter(|&i| trace.newer(i).is_some()).count();
        trace.lost = lost_update(&trace);
        trace
    }

    /// An execution as it was, whatever it came to.
    pub(crate) fn of_all(run: &Run) -> Trace {
        let pending = run.threads.iter().map(|t| t.pending).collect();
        let end = AtEnd { objects: run.objects.clone(), pending, events: run.events.len() };
        let ending = run.ending.clone().unwrap_or(Ending::GivenUp);
        Trace::new(run, ending, run.at_end.as_ref().unwrap_or(&end))
    }

    /// The rows of a range of the execution's events.
    pub(crate) fn rows_of(
        &self,
        events: &[Event],
        range: std::ops::Range<usize>,
    ) -> impl Iterator<Item = usize> + use<> {
        let shown = |range: std::ops::Range<usize>| events[range].iter().filter(|e| is_shown(&e.action)).count();
        let first = shown(0..range.start);
        first..(first + shown(range)).min(self.rows.len())
    }

    /// Adds names and rows: only for the execution that is shown.
    pub(crate) fn dress(&mut self) {
        self.names = names::name_all(&self.objects, &self.events);
        self.rows = (0..self.events.len()).map(|i| notes::row(self, i)).collect();
    }

    /// For a read of an older value: the row that wrote the newest.
    pub(crate) fn newer(&self, row: usize) -> Option<usize> {
        let from = self.from[row]?;
        let newest = last_write(&self.events[..row], self.events[row].object);
        newest.filter(|&n| n != from)
    }

    /// The smaller, the better as a counterexample.
    pub(crate) fn score(&self) -> (bool, usize, usize, usize) {
        let is_counterexample = !matches!(self.ending, Ending::PoolEmpty | Ending::Unsupported(_) | Ending::Limit(_));
        (is_counterexample, self.stale, self.switches, self.events.len())
    }

    /// Does every read return the newest value?
    pub(crate) fn in_order(&self) -> bool {
        self.stale == 0
    }

    pub(crate) fn kind(&self) -> Kind {
        match &self.ending {
            Ending::Panic(..) if self.in_order() && self.lost.is_some() => Kind::LostUpdate,
            Ending::Panic(..) => Kind::WrongResult,
            Ending::Race(..) => Kind::DataRace,
            Ending::Deadlock if self.sleepers().next().is_some() => Kind::NeverWoken,
            Ending::Deadlock => Kind::Deadlock,
            Ending::Livelock => Kind::Livelock,
            Ending::Spin(_) => Kind::Spin,
            Ending::Limit(_) | Ending::PoolEmpty | Ending::GivenUp => Kind::Incomplete,
            Ending::Unsupported(_) => Kind::Unsupported,
        }
    }

    pub(crate) fn cause(&self) -> Cause {
        match &self.ending {
            Ending::Race(..) => Cause::NoSynchronisation,
            Ending::Livelock
            | Ending::Spin(_)
            | Ending::GivenUp
            | Ending::Limit(_)
            | Ending::PoolEmpty
            | Ending::Unsupported(_) => Cause::Unknown,
            _ if self.events.iter().any(|e| e.action == Action::AwakeUnasked) => Cause::SpuriousWakeup,
            _ if self.in_order() => Cause::Order,
            _ => Cause::MemoryOrdering,
        }
    }

    /// The threads that sleep at the end.
    pub(crate) fn sleepers(&self) -> impl Iterator<Item = usize> + '_ {
        use crate::model::run::Wait;
        let asleep = |p: &Option<Pending>| p.is_some_and(|p| matches!(p.wait, Wait::Notify(_) | Wait::Unpark));
        (0..self.pending.len()).filter(move |&t| asleep(&self.pending[t]))
    }
}

/// Of an execution without end the table shows where its last loop begins.
fn endless_rows(ending: &Ending, run: &Run) -> usize {
    const MOST: usize = 4;
    let quiet = match (ending, &run.order) {
        (Ending::Spin(_) | Ending::Livelock, Some(order)) => order.quiet_steps(),
        _ => 0,
    };
    quiet.saturating_sub(MOST)
}

fn is_shown(action: &Action) -> bool {
    !matches!(action, Action::Spawn(_) | Action::Join(_)) && *action != Action::Stuck("join".to_owned())
}

/// The number of the last row that wrote the object; rows count from 1.
fn last_write(events: &[Event], object: Option<usize>) -> Option<usize> {
    events.iter().rposition(|e| e.object == object && e.wrote.is_some()).map(|i| i + 1)
}

/// Under loom the source of a value is inferred from the value: the newest write, if it has that value.
fn sources(events: &[Event], objects: &[Object], shown: &[usize]) -> Vec<Option<usize>> {
    let source = |i: usize| {
        if let Some(known) = events[i].source {
            return Some(known.and_then(|event| shown.iter().position(|&e| e == event)).map_or(0, |row| row + 1));
        }
        let (value, object) = (events[i].read?, events[i].object?);
        let wrote = |e: &&Event| e.object == Some(object) && e.wrote == Some(value);
        match last_write(&events[..i], Some(object)) {
            Some(newest) if events[newest - 1].wrote == Some(value) => Some(newest),
            _ => match events[..i].iter().rposition(|e| wrote(&e)) {
                Some(row) => Some(row + 1),
                None => (objects[object].initial == value).then_some(0),
            },
        }
    };
    (0..events.len()).map(source).collect()
}

/// A plain store by a thread whose last read of the object is older than another thread's write.
fn lost_update(trace: &Trace) -> Option<(usize, usize, usize)> {
    let events = &trace.events;
    (0..events.len()).rev().filter(|&i| events[i].action == Action::Store).find_map(|store| {
        let same = |e: &Event| e.object == events[store].object;
        let mine = |e: &Event| same(e) && e.thread == events[store].thread;
        let read = events[..store].iter().rposition(|e| mine(e) && e.read.is_some())?;
        if events[read..store].iter().any(|e| mine(e) && e.wrote.is_some()) {
            return None;
        }
        let between = &events[read + 1..store];
        let missed = between.iter().rposition(|e| same(e) && e.wrote.is_some())? + read + 1;
        Some((read + 1, missed + 1, store + 1))
    })
}
