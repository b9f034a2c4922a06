//! The condition variable.

use super::mutex::Held;
use super::{LockResult, MutexGuard, PoisonError};
use crate::model::object::{Loom, ObjectId, Type, bind, opaque};
use crate::model::run::Wait;
use crate::model::{Action, Mode, Place, deadlock, log, mode, step, with};
use crate::order;
use crate::within::{self, Way, way};
use std::panic::Location;
use std::rc::Rc;
use std::time::Duration;

/// `std::sync::Condvar`, modelled inside a check.
///
/// In a model one wait of an execution may end spuriously, as std allows; `notify_one` wakes whoever has slept longest, and a wait with a time limit may run out at any time.
#[derive(Debug)]
pub struct Condvar {
    id: ObjectId,
    std: std::sync::Condvar,
    /// Of a barrier or a channel, which look again after every wake-up: a spurious one would show nothing.
    inner: bool,
}

/// Did a wait with a time limit run out?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// It did.
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

const TYPE: &Type = &opaque("Condvar");

impl Condvar {
    /// Creates a condition variable that nobody waits on.
    pub const fn new() -> Condvar {
        Condvar { id: ObjectId::new(), std: std::sync::Condvar::new(), inner: false }
    }

    /// One inside another object of this crate: no wait on it ends spuriously in a model.
    pub(super) const fn inner() -> Condvar {
        Condvar { inner: true, ..Condvar::new() }
    }

    /// Lets go of the lock and sleeps until notified, then takes the lock again.
    #[track_caller]
    pub fn wait<'a, T>(&self, mut guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        let at = Location::caller();
        match guard.held {
            Held::Std(_) | Held::Watched(..) => self
                .std_wait(guard, at, None, |std, g| match std.wait(g) {
                    Ok(g) => (g, false, ()),
                    Err(p) => (p.into_inner(), true, ()),
                })
                .map(|(g, ())| g)
                .map_err(|p| PoisonError::new(p.into_inner().0)),
            Held::Model(_) => {
                self.sleep(&mut guard, at, false);
                Ok(guard)
            }
            Held::Frozen => Ok(guard),
        }
    }

    /// Waits until `condition` is false.
    #[track_caller]
    pub fn wait_while<'a, T, F>(&self, mut guard: MutexGuard<'a, T>, mut condition: F) -> LockResult<MutexGuard<'a, T>>
    where
        F: FnMut(&mut T) -> bool,
    {
        while condition(&mut *guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }

    /// As [`Condvar::wait`], no longer than `limit`. In a model it may run out at any time.
    #[track_caller]
    pub fn wait_timeout<'a, T>(
        &self,
        mut guard: MutexGuard<'a, T>,
        limit: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let at = Location::caller();
        match guard.held {
            Held::Std(_) | Held::Watched(..) => {
                self.std_wait(guard, at, Some(limit), |std, g| match std.wait_timeout(g, limit) {
                    Ok((g, r)) => (g, false, WaitTimeoutResult(r.timed_out())),
                    Err(p) => {
                        let (g, r) = p.into_inner();
                        (g, true, WaitTimeoutResult(r.timed_out()))
                    }
                })
            }
            Held::Model(_) => {
                let timed_out = self.sleep(&mut guard, at, true);
                Ok((guard, WaitTimeoutResult(timed_out)))
            }
            Held::Frozen => Ok((guard, WaitTimeoutResult(true))),
        }
    }

    /// Waits until `condition` is false, no longer than `limit`.
    #[track_caller]
    pub fn wait_timeout_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        limit: Duration,
        mut condition: F,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)>
    where
        F: FnMut(&mut T) -> bool,
    {
        let start = std::time::Instant::now();
        loop {
            if !condition(&mut *guard) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            let left = match mode() {
                Mode::Outside => limit.saturating_sub(start.elapsed()),
                _ => limit,
            };
            if left.is_zero() {
                return Ok((guard, WaitTimeoutResult(true)));
            }
            let (again, result) = self.wait_timeout(guard, left)?;
            guard = again;
            if result.timed_out() && mode() != Mode::Outside {
                let timed_out = condition(&mut *guard);
                return Ok((guard, WaitTimeoutResult(timed_out)));
            }
        }
    }

    /// Wakes one of the threads asleep.
    #[track_caller]
    pub fn notify_one(&self) {
        if way() == Way::Watched {
            within::notified(self.id.get(), Location::caller());
        }
        if mode() != Mode::Model {
            return self.std.notify_one();
        }
        let at = Location::caller();
        let object = self.branch(at);
        let woken = with(|run| {
            let asleep = &mut run.objects[object].asleep;
            (!asleep.is_empty()).then(|| asleep.remove(0))
        });
        log(Action::NotifyOne(woken), Some(object), at);
        wake(woken.as_slice());
    }

    /// Wakes all threads asleep.
    #[track_caller]
    pub fn notify_all(&self) {
        if way() == Way::Watched {
            within::notified(self.id.get(), Location::caller());
        }
        if mode() != Mode::Model {
            return self.std.notify_all();
        }
        let at = Location::caller();
        let object = self.branch(at);
        let woken = with(|run| std::mem::take(&mut run.objects[object].asleep));
        log(Action::NotifyAll(woken.len()), Some(object), at);
        wake(&woken);
    }

    fn std_wait<'a, T, R>(
        &self,
        guard: MutexGuard<'a, T>,
        at: Place,
        limit: Option<Duration>,
        wait: impl FnOnce(&std::sync::Condvar, std::sync::MutexGuard<'a, ()>) -> (std::sync::MutexGuard<'a, ()>, bool, R),
    ) -> LockResult<(MutexGuard<'a, T>, R)> {
        let (raw, parts) = guard.into_std();
        let (raw, poisoned, result) = match &parts.holding {
            Some(holding) => holding.asleep(self.id.get(), at, limit, || wait(&self.std, raw)),
            None => wait(&self.std, raw),
        };
        let guard = parts.into_guard(raw);
        if poisoned { Err(PoisonError::new((guard, result))) } else { Ok((guard, result)) }
    }

    /// The switch point of every operation. loom's condition variable serves for nothing else: nobody sleeps on it.
    fn branch(&self, at: Place) -> usize {
        let new = |_: &mut crate::model::Run| Some(Loom::Condvar(Rc::new(loom::sync::Condvar::new())));
        let (object, loom) = bind(&self.id, TYPE, || 0, at, new);
        match loom {
            Some(Loom::Condvar(condvar)) => step(|| condvar.notify_one()),
            Some(_) => unreachable!("a condvar is bound to a condvar"),
            None => order::point(),
        }
        object
    }

    /// Sleeps until woken; with `limit` until somebody else has run. Did the limit run out?
    fn sleep<T>(&self, guard: &mut MutexGuard<'_, T>, at: Place, limit: bool) -> bool {
        let Held::Model(hold) = &mut guard.held else { unreachable!("the caller has looked") };
        let object = self.branch(at);
        let (me, spurious) = with(|run| {
            let me = run.current;
            run.objects[object].asleep.push(me);
            run.waits[me] += usize::from(!self.inner);
            (me, !self.inner && run.spurious == Some((me, run.waits[me])))
        });
        log(Action::Sleep, Some(object), at);
        hold.let_go();
        let asleep = || with(|run| run.objects[object].asleep.contains(&me));
        // A spurious wake-up needs no yield: taking the lock again is a step, before which others may run or not.
        if limit && !order::on() {
            step(loom::thread::yield_now);
        }
        while !limit && !spurious && asleep() {
            deadlock::blocking(Wait::Notify(object), at, loom::thread::park);
        }
        let timed_out = asleep();
        with(|run| run.objects[object].asleep.retain(|&t| t != me));
        hold.take_again();
        let action = match (timed_out, spurious) {
            (false, _) => Action::Awake,
            (true, true) => Action::AwakeUnasked,
            (true, false) => Action::TimedOut,
        };
        log(action, Some(object), at);
        timed_out && !spurious
    }
}

fn wake(threads: &[usize]) {
    let handles: Vec<_> = with(|run| threads.iter().filter_map(|&t| run.threads[t].handle.clone()).collect());
    handles.iter().for_each(loom::thread::Thread::unpark);
}

impl Default for Condvar {
    fn default() -> Self {
        Self::new()
    }
}
