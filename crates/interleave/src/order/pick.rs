//! Who goes next.

use super::state::{At, State};
use crate::model::Run;
use crate::model::end::Ending;

/// Steps without any change before an execution may count as one that gets nowhere.
const QUIET: usize = 200;

pub(super) enum Pick {
    Thread(usize),
    /// All have ended.
    Nobody,
    End(Ending),
}

/// Chooses the thread that goes on.
pub(super) fn pick(run: &mut Run) -> Pick {
    if run.ending.is_some() {
        return to_unwind(run);
    }
    let mut order = run.order.take().expect("the order engine runs");
    let pick = order.choose(run);
    run.order = Some(order);
    pick
}

/// The execution has ended: each thread that is left is unwound, in turn.
fn to_unwind(run: &Run) -> Pick {
    let n = run.threads.len();
    let next = (1..=n).map(|i| (run.current + i) % n).find(|&t| !run.threads[t].finished);
    next.map_or(Pick::Nobody, Pick::Thread)
}

impl State {
    fn choose(&mut self, run: &Run) -> Pick {
        let left = |t: &usize| !run.threads[*t].finished;
        let all = 0..self.threads.len();
        if let Some(new) = all.clone().filter(left).find(|&t| self.threads[t].at == At::Start) {
            self.threads[new].at = At::Between;
            return Pick::Thread(new);
        }
        if let Some(t) = all.clone().filter(left).find(|&t| self.threads[t].at == At::Between && !run.is_stuck(t)) {
            return Pick::Thread(t);
        }
        if all.clone().find(left).is_none() {
            if let Some(trail) = &mut self.trail {
                trail.note(run, self.steps.len());
            }
            return Pick::Nobody;
        }
        let can: u32 = all.clone().filter(|&t| left(&t) && !run.is_stuck(t)).map(|t| 1 << t).sum();
        self.settle(can);
        if let Some(trail) = &mut self.trail {
            trail.note(run, self.steps.len());
        }
        if can == 0 {
            return Pick::End(Ending::Deadlock);
        }
        if self.steps.len() >= self.most_steps {
            return Pick::End(self.endless());
        }
        let fair: u32 = all.filter(|&t| can & (1 << t) != 0 && self.threads[t].after & can == 0).map(|t| 1 << t).sum();
        let fair = if fair == 0 { can } else { fair };
        let last = self.steps.last().map(|&t| usize::from(t)).filter(|&t| fair & (1 << t) != 0);
        let next = match self.plan.choose(self.steps.len(), fair, last, self.preemptions) {
            Ok(next) => next,
            Err(sentence) => return Pick::End(Ending::Unsupported(sentence)),
        };
        self.step(next, can, last, fair);
        Pick::Thread(next)
    }

    /// The thread takes a step.
    fn step(&mut self, next: usize, can: u32, last: Option<usize>, fair: u32) {
        self.preemptions += usize::from(last.is_some_and(|last| last != next));
        self.forced = if fair.count_ones() == 1 { self.forced + 1 } else { 0 };
        self.steps.push(next as u8);
        self.threads[next].knows.now.steps.tick(next);
        self.could = can;
        self.quiet += 1;
        self.alone = if fair.count_ones() == 1 && can == fair { self.alone + 1 } else { 0 };
    }

    /// Brings the sets of threads up to date, now that the last step has been taken.
    fn settle(&mut self, can: u32) {
        let Some(&stepped) = self.steps.last() else { return };
        let (stepped, blocked) = (usize::from(stepped), self.could & !can);
        for thread in &mut self.threads {
            thread.after &= !(1 << stepped);
            thread.enabled &= can;
            thread.scheduled |= 1 << stepped;
        }
        self.threads[stepped].disabled |= blocked;
        let steps = self.steps.len();
        for (me, thread) in self.threads.iter_mut().enumerate() {
            if std::mem::take(&mut thread.yielded) {
                thread.after |= (thread.enabled | thread.disabled) & !thread.scheduled & !(1 << me);
                thread.enabled = can;
                thread.disabled = 0;
                thread.scheduled = 0;
                thread.last_yield = steps;
            }
        }
    }

    /// Has the thread read the atomic, and yielded since? It waits for a change, which reaches it some day: now.
    pub(super) fn impatient(&mut self, me: usize, object: usize) -> bool {
        let (now, thread) = (self.steps.len(), &mut self.threads[me]);
        if thread.reads.len() <= object {
            thread.reads.resize(object + 1, 0);
        }
        let last = std::mem::replace(&mut thread.reads[object], now);
        last > 0 && thread.last_yield >= last
    }

    /// What an execution with too many steps is.
    fn endless(&self) -> Ending {
        if self.quiet < QUIET {
            // Whoever locks, looks and unlocks in a circle, with nobody left to change anything, gets nowhere.
            return if self.alone < QUIET { Ending::GivenUp } else { Ending::Livelock };
        }
        let tail = &self.steps[self.steps.len() - QUIET..];
        let alone = usize::from(tail[0]);
        let yields = self.threads[alone].last_yield > self.steps.len() - QUIET;
        match tail.iter().all(|&t| usize::from(t) == alone) && !yields {
            true => Ending::Spin(alone),
            false => Ending::Livelock,
        }
    }
}
