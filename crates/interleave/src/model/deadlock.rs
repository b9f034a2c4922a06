//! Who is blocked on what: found before loom is asked to block, so that the execution can end in good order.

use super::end::{self, Ending};
use super::event::{Access, Action, Event};
use super::run::{Pending, Run, Wait};
use super::{Place, step, with};

/// Does loom's `f`, which may block on `wait`, or waits under the order engine: `None`. If that would leave no thread able
/// to go on, the execution ends here.
pub(crate) fn blocking<R>(wait: Wait, at: Place, f: impl FnOnce() -> R) -> Option<R> {
    end::unwind_if_ended();
    with(|run| {
        let since = run.events.len();
        let me = run.current;
        run.threads[me].pending = Some(Pending { wait, at, since });
    });
    if all_stuck() {
        note_stuck();
        end::end_here(Ending::Deadlock);
    }
    let result = match crate::order::on() {
        true => {
            crate::order::wait(matches!(wait, Wait::Lock(..)));
            None
        }
        false => Some(step(f)),
    };
    with(|run| {
        let me = run.current;
        run.threads[me].pending = None;
    });
    result
}

/// Is there a thread left, and none that can go on?
pub(crate) fn all_stuck() -> bool {
    with(|run| {
        run.ending.is_none()
            && run.threads.iter().any(|t| !t.finished)
            && (0..run.threads.len()).all(|t| run.threads[t].finished || run.is_stuck(t))
    })
}

/// Adds a row for every blocked thread, in the order in which they blocked.
pub(crate) fn note_stuck() {
    with(|run| {
        let mut stuck: Vec<usize> = (0..run.threads.len()).filter(|&t| run.threads[t].pending.is_some()).collect();
        stuck.sort_by_key(|&t| (run.threads[t].pending.map(|p| p.since), t));
        for thread in stuck {
            let Some(pending) = run.threads[thread].pending else { continue };
            let (text, object) = match pending.wait {
                Wait::Lock(o, Access::Exclusive) => ("lock", Some(o)),
                Wait::Lock(o, Access::Shared) => ("read", Some(o)),
                // The row of its falling asleep is there already.
                Wait::Notify(_) | Wait::Unpark => continue,
                Wait::Join(_) => ("join", None),
            };
            let action = Action::Stuck(text.to_owned());
            run.events.push(Event { thread, object, ..Event::new(action, pending.at) });
        }
    });
}

impl Run {
    /// Can the lock be taken, as things stand?
    pub(crate) fn is_free(&self, lock: usize, access: Access) -> bool {
        let holders = &self.objects[lock].holders;
        match access {
            Access::Exclusive => holders.is_empty(),
            Access::Shared => holders.iter().all(|h| h.access == Access::Shared),
        }
    }

    /// Is the thread blocked, as things stand?
    pub(crate) fn is_stuck(&self, thread: usize) -> bool {
        let Some(pending) = self.threads[thread].pending else { return false };
        match pending.wait {
            Wait::Lock(o, access) => !self.is_free(o, access),
            Wait::Notify(o) => self.objects[o].asleep.contains(&thread),
            Wait::Unpark => true,
            Wait::Join(t) => !self.threads[t].finished,
        }
    }
}
