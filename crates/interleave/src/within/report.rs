//! The report: the verdict, then each thread.

use super::diagnosis::{Link, Verdict, Why};
use super::look::{Look, Seen, State, Stranger};
use super::member::{End, Record, Wait};
use super::note::On;
use super::words::{Words, list, time};
use crate::report::wrap;
use std::time::Duration;

/// No report is longer than what one reads.
const MOST_THREADS: usize = 16;

pub(super) fn text(limit: Duration, look: &Look) -> String {
    let report = Report { look, words: Words::new(look) };
    let verdict = look.verdict();
    let (title, sentence) = report.verdict(&verdict);
    let mut lines = vec![format!("{title}: not done after {}; {sentence}", time(limit))];
    if let Verdict::Deadlock(cycle) = &verdict {
        lines.extend([String::new(), report.cycle(cycle)]);
    }
    lines.extend([String::new(), "The threads:".to_owned()]);
    let threads: Vec<String> = look.members.iter().filter_map(|m| report.thread(m)).collect();
    lines.extend(threads.iter().take(MOST_THREADS).map(|line| format!("  {line}")));
    if threads.len() > MOST_THREADS {
        lines.push(format!("  … and {} more", threads.len() - MOST_THREADS));
    }
    if matches!(verdict, Verdict::Unseen(_)) || look.members.iter().any(|m| m.is_unseen()) {
        lines.extend(report.strangers());
    }
    if let Some(file) = &report.words.file {
        lines.extend([String::new(), format!("Lines are of {file}.")]);
    }
    let lines: Vec<String> =
        lines.iter().map(|line| wrap(line, if line.starts_with(' ') { "    " } else { "  " })).collect();
    lines.join("\n")
}

struct Report<'a> {
    look: &'a Look,
    words: Words,
}

impl Report<'_> {
    fn name(&self, thread: usize) -> &str {
        &self.look.members[thread].name
    }

    fn names(&self, threads: &[usize]) -> String {
        list(&threads.iter().map(|&t| self.name(t).to_owned()).collect::<Vec<_>>())
    }

    fn verdict(&self, verdict: &Verdict) -> (&'static str, String) {
        let verb =
            |threads: &[usize], one: &'static str, many: &'static str| if threads.len() == 1 { one } else { many };
        match verdict {
            Verdict::Deadlock(cycle) => ("DEADLOCK", self.deadlock(cycle)),
            Verdict::Runs(threads) => {
                let (who, runs) = (self.names(threads), verb(threads, "runs", "run"));
                let text = format!(
                    "{who} still {runs} and {} the processor: a loop without end, or work that is just slow. \
                     Only more time tells these apart.",
                    verb(threads, "uses", "use")
                );
                ("ENDLESS OR SLOW", text)
            }
            Verdict::Slow(threads) => {
                let who = self.names(threads);
                let timed = |t: &usize| matches!(self.look.members[*t].state, State::Timed(_));
                let does = match threads.iter().all(timed) {
                    true => verb(threads, "waits for time to pass", "wait for time to pass"),
                    false => verb(threads, "is at work", "are at work"),
                };
                ("JUST SLOW?", format!("{who} {does}, and may come to an end without another thread's help."))
            }
            Verdict::Unseen(threads) => {
                let who = self.names(threads);
                let text = format!(
                    "{who} {} in something that interleave does not see: a lock or a channel of the real std's, \
                     another library's, or a wait for the system.",
                    verb(threads, "is", "are")
                );
                ("CAN'T SEE WHY", text)
            }
            Verdict::NeverWoken(threads) => {
                let lock =
                    |t: &usize| matches!(self.look.members[*t].state, State::Stuck(Wait { on: On::Lock { .. }, .. }));
                let title = if threads.iter().all(lock) { "DEADLOCK" } else { "NEVER WOKEN" };
                let what: Vec<String> =
                    threads.iter().filter_map(|&t| Some(format!("{} {}", self.name(t), self.what(t)?))).collect();
                (title, format!("{}, and no thread runs that could end that.", list(&what)))
            }
        }
    }

    /// The short form of what a stuck thread does.
    fn what(&self, thread: usize) -> Option<String> {
        let State::Stuck(wait) = self.look.members[thread].state else { return None };
        Some(match wait.on {
            On::Lock { object, .. } => format!("waits for {}", self.words.object(object)),
            On::Condvar { object, .. } => format!("sleeps in {}.wait", self.words.object(object)),
            On::Park => "sleeps in park".to_owned(),
            On::Join(_) => "waits for a thread's end".to_owned(),
            On::Scope(_) => "waits for the threads of a scope".to_owned(),
            On::Barrier { object, .. } => format!("waits at {}", self.words.object(object)),
            On::Recv(object) => format!("waits in {}.recv", self.words.object(object)),
            On::Send(object) => format!("waits in {}.send", self.words.object(object)),
            On::Sleep | On::Within => return None,
        })
    }

    fn deadlock(&self, cycle: &[Link]) -> String {
        match cycle {
            [link] => match link.wait.on {
                On::Lock { object, .. } => {
                    format!(
                        "{} waits for {}, which it holds itself.",
                        self.name(link.thread),
                        self.words.object(object)
                    )
                }
                _ => format!("{} waits for itself.", self.name(link.thread)),
            },
            [a, b] => format!("{} and {} wait for each other.", self.name(a.thread), self.name(b.thread)),
            _ => format!("{} wait for one another.", self.names(&cycle.iter().map(|l| l.thread).collect::<Vec<_>>())),
        }
    }

    fn cycle(&self, cycle: &[Link]) -> String {
        let mut text = String::from("cycle:");
        for link in cycle {
            let name = self.name(link.thread);
            text.push_str(&match (link.wait.on, link.why) {
                (On::Lock { object, .. }, Why::Holds) => {
                    format!(" {name} -waits for-> {} -held by->", self.words.object(object))
                }
                (On::Lock { object, .. }, _) => {
                    format!(" {name} -waits to read-> {} -and behind->", self.words.object(object))
                }
                _ => format!(" {name} -waits for the end of->"),
            });
        }
        format!("{text} {}", self.name(cycle[0].thread))
    }

    /// `None` for a thread that has ended as it should.
    fn thread(&self, seen: &Seen) -> Option<String> {
        let last = || seen.record.last.map(|at| format!(" (last seen at {})", self.words.at(at))).unwrap_or_default();
        let text = match &seen.state {
            State::Ended(End::Returned) => return None,
            State::Ended(End::Panicked) => "has ended by a panic".to_owned(),
            State::Stuck(wait) | State::Timed(wait) => self.wait(wait),
            State::Runs(None) => format!("runs{}", last()),
            State::Runs(Some(cpu)) => {
                format!("runs: {} of processor time in the last {}{}", time(*cpu), time(self.look.length), last())
            }
            State::GoesOn => format!("goes on{}", last()),
            State::Asleep => format!("sleeps in something that interleave does not see{}", last()),
            State::Elsewhere => format!("runs or sleeps, interleave does not see in what{}", last()),
        };
        let holds: Vec<String> = seen
            .record
            .holds
            .iter()
            .map(|h| format!("{} since {}", self.words.object(h.object), self.words.at(h.since)))
            .collect();
        let holds = if holds.is_empty() { String::new() } else { format!("; holds {}", list(&holds)) };
        Some(format!("{} {text}{holds}", seen.name))
    }

    fn wait(&self, wait: &Wait) -> String {
        let at = self.words.at(wait.at);
        let at_most = wait.limit.map(|limit| format!(", for {} at most", time(limit))).unwrap_or_default();
        match wait.on {
            On::Lock { object, shared } => {
                format!("waits for {} ({at}), {}", self.words.object(object), self.held_by(object, shared))
            }
            On::Condvar { object, lock } => {
                let name = self.words.object(object);
                let why = self.notified(object, wait);
                let locked = self.holders(lock, false);
                let locked = if locked.is_empty() { String::new() } else { format!("; its lock is held by {locked}") };
                format!("sleeps in {name}.wait ({at}){at_most}{why}{locked}")
            }
            On::Park if wait.limit.is_some() => format!("sleeps in park ({at}){at_most}"),
            On::Park => format!("sleeps in park ({at}), and nobody has unparked it"),
            On::Join(id) => {
                let whom = self.look.members.iter().find(|m| m.record.id == Some(id));
                let whom = whom.map_or("a thread that is not of this `within`", |m| m.name.as_str());
                format!("waits for the end of {whom} ({at})")
            }
            On::Scope(scope) => {
                let left = |m: &&Seen| m.scope == Some(scope) && m.record.ended.is_none();
                let left: Vec<String> = self.look.members.iter().filter(left).map(|m| m.name.clone()).collect();
                format!("waits at the end of its scope ({at}) for {}", list(&left))
            }
            On::Barrier { object, threads } => {
                let is_there =
                    |r: &Record| r.wait.is_some_and(|w| matches!(w.on, On::Barrier { object: o, .. } if o == object));
                let there = self.look.members.iter().filter(|m| is_there(&m.record)).count();
                format!("waits at {} ({at}), where {there} of {threads} threads have come", self.words.object(object))
            }
            On::Recv(object) if wait.limit.is_some() => {
                format!("waits in {}.recv_timeout ({at}){at_most}", self.words.object(object))
            }
            On::Recv(object) => {
                format!("waits in {}.recv ({at}), and nobody sends, though a sender is left", self.words.object(object))
            }
            On::Send(object) => {
                format!("waits in {}.send ({at}), for there is no room and nobody receives", self.words.object(object))
            }
            On::Sleep => format!("sleeps for {} ({at})", time(wait.limit.unwrap_or_default())),
            On::Within => format!("is in another `within` ({at}) of {}", time(wait.limit.unwrap_or_default())),
        }
    }

    /// Who holds a lock, with lines.
    fn holders(&self, object: usize, shared: bool) -> String {
        let mut holders = Vec::new();
        for member in &self.look.members {
            for hold in member.record.holds.iter().filter(|h| h.object == object && !(shared && h.shared)) {
                let ended = if member.record.ended.is_some() { ", which has ended," } else { "" };
                holders.push(format!("{}{ended} since {}", member.name, self.words.at(hold.since)));
            }
        }
        list(&holders)
    }

    fn held_by(&self, object: usize, shared: bool) -> String {
        let holders = self.holders(object, shared);
        if !holders.is_empty() {
            return format!("held by {holders}");
        }
        let writes = On::Lock { object, shared: false };
        let writer = self.look.members.iter().find(|m| m.record.wait.is_some_and(|w| w.on == writes));
        match writer.filter(|_| shared) {
            Some(writer) => format!("behind {}, which waits to write", writer.name),
            None => "which no thread of this `within` holds".to_owned(),
        }
    }

    /// What is known of the notifications of a condition variable.
    fn notified(&self, object: usize, wait: &Wait) -> String {
        let calls = self.look.members.iter().filter_map(|m| Some((m, *m.record.notified.get(&object)?)));
        let Some((who, (when, at))) = calls.max_by_key(|(_, (when, _))| *when) else {
            return ", and nobody notifies it".to_owned();
        };
        let (who, at) = (&who.name, self.words.at(at));
        if when < wait.since {
            format!(". Lost wake-up: {who} notified ({at}) before it slept, and nobody has since")
        } else {
            format!(", though {who} has notified ({at}): that woke another thread, or its lock is taken")
        }
    }

    fn strangers(&self) -> Vec<String> {
        let mut lines = vec![String::new()];
        match &self.look.strangers {
            Some(none) if none.is_empty() => {
                lines.push("No other thread of this process has been started since.".to_owned());
            }
            Some(strangers) => {
                lines.push("Other threads of this process started since, other tests' among them:".to_owned());
                lines.extend(strangers.iter().take(MOST_THREADS).map(|s| format!("  {}", self.stranger(s))));
                if strangers.len() > MOST_THREADS {
                    lines.push(format!("  … and {} more", strangers.len() - MOST_THREADS));
                }
            }
            None => {
                let used = self.look.process_cpu.map(time).map_or("some".to_owned(), |t| t);
                lines.push(format!(
                    "This system does not tell what other threads do. In the last {} the process used {used} of processor \
                     time: much if a loop has no end, next to none if all sleep.",
                    time(self.look.length)
                ));
            }
        }
        lines.push(
            "With `extern crate interleave as std;` at the crate's root this report says who waits for what, and since \
             which line."
                .to_owned(),
        );
        lines
    }

    fn stranger(&self, stranger: &Stranger) -> String {
        let does = if stranger.runs { "runs" } else { "sleeps" };
        let cpu =
            stranger.cpu.map(|cpu| format!(": {} of processor time in the last {}", time(cpu), time(self.look.length)));
        format!("{} {does}{}", stranger.name, cpu.unwrap_or_default())
    }
}

impl Seen {
    fn is_unseen(&self) -> bool {
        matches!(self.state, State::Asleep | State::Elsewhere)
    }
}
