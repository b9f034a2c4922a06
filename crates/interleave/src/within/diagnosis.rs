//! Which kind of hang it is.

use super::look::{Look, Seen, State};
use super::member::Wait;
use super::note::On;

/// The kinds, in the order in which they are looked for.
pub(super) enum Verdict {
    /// Each of these threads waits for the next one, and the last for the first.
    Deadlock(Vec<Link>),
    /// These threads use the processor.
    Runs(Vec<usize>),
    /// Nobody runs, but these may go on by themselves.
    Slow(Vec<usize>),
    /// These sleep, or are, in something that this crate doesn't see.
    Unseen(Vec<usize>),
    /// All that is left waits for other threads; these for one that none of them will do anything for.
    NeverWoken(Vec<usize>),
}

/// A step of a cycle.
#[derive(Clone, Copy)]
pub(super) struct Link {
    pub(super) thread: usize,
    pub(super) wait: Wait,
    pub(super) why: Why,
    pub(super) next: usize,
}

/// Why one thread waits for another.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// The other one holds the lock.
    Holds,
    /// The other one waits to write, and readers wait behind a writer.
    WaitsToWrite,
    /// It waits for the other one's end.
    End,
}

impl Look {
    pub(super) fn verdict(&self) -> Verdict {
        let those = |want: fn(&State) -> bool| -> Vec<usize> {
            (0..self.members.len()).filter(|&t| want(&self.members[t].state)).collect()
        };
        if let Some(cycle) = self.cycle() {
            return Verdict::Deadlock(cycle);
        }
        let runs = those(|s| matches!(s, State::Runs(_)));
        if !runs.is_empty() {
            return Verdict::Runs(runs);
        }
        let slow = those(|s| matches!(s, State::GoesOn | State::Timed(_)));
        if !slow.is_empty() {
            return Verdict::Slow(slow);
        }
        let unseen = those(|s| matches!(s, State::Asleep | State::Elsewhere));
        if !unseen.is_empty() {
            return Verdict::Unseen(unseen);
        }
        let stuck = those(|s| matches!(s, State::Stuck(_)));
        let ends: Vec<usize> = stuck.iter().copied().filter(|&t| self.waits_for(t).is_empty()).collect();
        Verdict::NeverWoken(if ends.is_empty() { stuck } else { ends })
    }

    /// The threads that thread `t` waits for, as far as that can be told.
    pub(super) fn waits_for(&self, t: usize) -> Vec<Link> {
        let State::Stuck(wait) = self.members[t].state else { return Vec::new() };
        let link = |next: usize, why: Why| Link { thread: t, wait, why, next };
        let all = |want: &dyn Fn(&Seen) -> bool, why: Why| -> Vec<Link> {
            (0..self.members.len()).filter(|&n| want(&self.members[n])).map(|n| link(n, why)).collect()
        };
        let left = |m: &Seen| m.record.ended.is_none();
        match wait.on {
            On::Lock { object, shared } => {
                let blocks = |m: &Seen| m.record.holds.iter().any(|h| h.object == object && !(shared && h.shared));
                let holders = all(&blocks, Why::Holds);
                if !holders.is_empty() || !shared {
                    return holders;
                }
                let writes = On::Lock { object, shared: false };
                all(&|m: &Seen| m.record.wait.is_some_and(|w| w.on == writes), Why::WaitsToWrite)
            }
            On::Join(id) => all(&|m: &Seen| left(m) && m.record.id == Some(id), Why::End),
            On::Scope(scope) => all(&|m: &Seen| left(m) && m.scope == Some(scope), Why::End),
            _ => Vec::new(),
        }
    }

    /// A cycle among threads that are stuck. Each is in one operation at both looks: so the cycle stood all the while.
    fn cycle(&self) -> Option<Vec<Link>> {
        let mut done = vec![false; self.members.len()];
        (0..self.members.len()).find_map(|start| self.walk(start, &mut Vec::new(), &mut done))
    }

    fn walk(&self, t: usize, path: &mut Vec<Link>, done: &mut [bool]) -> Option<Vec<Link>> {
        if let Some(i) = path.iter().position(|link| link.thread == t) {
            return Some(path[i..].to_vec());
        }
        if std::mem::replace(&mut done[t], true) {
            return None;
        }
        for link in self.waits_for(t) {
            path.push(link);
            if let Some(cycle) = self.walk(link.next, path, done) {
                return Some(cycle);
            }
            path.pop();
        }
        None
    }
}
