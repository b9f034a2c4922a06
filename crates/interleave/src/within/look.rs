//! How the threads stood when the limit had passed: two looks, and what each thread did in between.

use super::member::{End, Record, Wait, Watch};
use super::system;
use std::time::{Duration, Instant};

/// One look.
pub(super) struct Half {
    at: Instant,
    members: Vec<(String, Option<usize>, Record)>,
    threads: Option<system::Threads>,
    process_cpu: Option<Duration>,
}

/// Both looks put together.
pub(super) struct Look {
    /// The threads of this `within`, main first.
    pub(super) members: Vec<Seen>,
    /// Other threads of the process that were started since, by name.
    pub(super) strangers: Option<Vec<Stranger>>,
    /// The time between the looks.
    pub(super) length: Duration,
    /// The processor time of the whole process in between, where that of a thread is not known.
    pub(super) process_cpu: Option<Duration>,
}

/// A thread of the `within`.
pub(super) struct Seen {
    pub(super) name: String,
    pub(super) scope: Option<usize>,
    pub(super) record: Record,
    pub(super) state: State,
}

/// What a thread does.
pub(super) enum State {
    Ended(End),
    /// It is in one and the same operation at both looks, and nothing but another thread ends that.
    Stuck(Wait),
    /// It is in an operation that ends by itself.
    Timed(Wait),
    /// It uses the processor, or would if it got one.
    Runs(Option<Duration>),
    /// It has done something in between.
    GoesOn,
    /// It sleeps in something that this crate doesn't see.
    Asleep,
    /// It is in none of this crate's operations, and the system doesn't tell more.
    Elsewhere,
}

/// A thread that this crate has not started.
pub(super) struct Stranger {
    pub(super) name: String,
    pub(super) runs: bool,
    pub(super) cpu: Option<Duration>,
}

impl Half {
    pub(super) fn now(watch: &Watch) -> Half {
        let members = watch.members().iter().map(|m| (m.name.clone(), m.scope, m.record())).collect();
        Half { at: Instant::now(), members, threads: system::threads(), process_cpu: system::process_cpu() }
    }
}

impl Look {
    /// `before` are the threads that were there before the `within`.
    pub(super) fn new(first: Half, second: Half, before: Option<system::Threads>) -> Look {
        let difference = |a: Option<Duration>, b: Option<Duration>| Some(b?.saturating_sub(a?));
        let used = |number: u64| {
            let cpu = |half: &Half| half.threads.as_ref()?.get(&number)?.cpu;
            difference(cpu(&first), cpu(&second))
        };
        let runs = |number: u64| {
            let runs = |half: &Half| Some(half.threads.as_ref()?.get(&number)?.runs);
            Some(runs(&first)? || runs(&second)?)
        };
        let state = |index: usize, record: &Record| {
            let same = first.members.get(index).is_some_and(|(_, _, r)| r.changes == record.changes);
            match (record.ended, record.wait) {
                (Some(end), _) => State::Ended(end),
                (None, Some(wait)) if wait.limit.is_some() => State::Timed(wait),
                (None, Some(wait)) if same => State::Stuck(wait),
                _ => {
                    let number = record.number;
                    // One that sleeps and wakes now and then has used a little; one that runs is seen at it, or has used much.
                    let much = number.and_then(used).is_some_and(|cpu| cpu * 4 > second.at - first.at);
                    match number.and_then(runs) {
                        Some(seen) if seen || much => State::Runs(number.and_then(used)),
                        _ if !same => State::GoesOn,
                        Some(_) => State::Asleep,
                        None => State::Elsewhere,
                    }
                }
            }
        };
        let members: Vec<Seen> = second
            .members
            .iter()
            .enumerate()
            .map(|(index, (name, scope, record))| Seen {
                name: name.clone(),
                scope: *scope,
                record: record.clone(),
                state: state(index, record),
            })
            .collect();
        let is_member = |number: &u64| members.iter().any(|m| m.record.number == Some(*number));
        let strangers = second.threads.as_ref().zip(before.as_ref()).map(|(now, before)| {
            let new = now.iter().filter(|(number, _)| !before.contains_key(number) && !is_member(number));
            new.map(|(&number, thread)| Stranger {
                name: thread.name.clone(),
                runs: runs(number).unwrap_or(thread.runs),
                cpu: used(number),
            })
            .collect()
        });
        let process_cpu = difference(first.process_cpu, second.process_cpu);
        Look { strangers, length: second.at - first.at, process_cpu, members }
    }
}
