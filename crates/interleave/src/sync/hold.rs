//! A lock held in a model, whatever its kind.

use crate::model::event::Access;
use crate::model::object::{Holder, Loom, ObjectId, Type, bind};
use crate::model::run::Wait;
use crate::model::{Action, Mode, Place, deadlock, log, mode, step, with};
use crate::order;
use std::rc::Rc;

/// loom's guard. The lock that it borrows from is kept alive by [`Hold::lock`], which is dropped after it.
enum Guard {
    Mutex(#[allow(dead_code)] loom::sync::MutexGuard<'static, ()>),
    Read(#[allow(dead_code)] loom::sync::RwLockReadGuard<'static, ()>),
    Write(#[allow(dead_code)] loom::sync::RwLockWriteGuard<'static, ()>),
}

/// What stands behind a lock.
enum Raw {
    Mutex(Rc<loom::sync::Mutex<()>>),
    RwLock(Rc<loom::sync::RwLock<()>>),
    /// The order engine's: the list of holders is all there is.
    Order,
}

/// A lock held by a thread of the model; released on drop.
pub(super) struct Hold {
    /// `None` while let go of, for a second shared hold by one thread, for a thread that is being unwound, and always under
    /// the order engine.
    guard: Option<Guard>,
    lock: Raw,
    /// The lock's index in the execution.
    pub(super) object: usize,
    access: Access,
    at: Place,
}

/// Takes the lock: `Some`, or `None` if `wait` is false and it is not free.
pub(super) fn take(id: &ObjectId, ty: &'static Type, access: Access, wait: bool, at: Place) -> Option<Hold> {
    let is_mutex = ty.name == "Mutex";
    let (object, loom) = bind(
        id,
        ty,
        || 0,
        at,
        |_| {
            Some(match is_mutex {
                true => Loom::Mutex(Rc::new(loom::sync::Mutex::new(()))),
                false => Loom::RwLock(Rc::new(loom::sync::RwLock::new(()))),
            })
        },
    );
    let lock = match loom {
        Some(Loom::Mutex(mutex)) => Raw::Mutex(mutex),
        Some(Loom::RwLock(lock)) => Raw::RwLock(lock),
        None => Raw::Order,
        Some(_) => unreachable!("a lock is bound to a lock"),
    };
    let mut hold = Hold { guard: None, lock, object, access, at };
    // loom forgets all of a thread's shared holds at the first release, so only the first is loom's.
    let again = access == Access::Shared
        && !order::on()
        && with(|run| run.objects[object].holders.iter().any(|h| h.thread == run.current && h.access == access));
    if again || (if wait { hold.acquire() } else { hold.try_acquire() }) {
        hold.note_taken();
        Some(hold)
    } else {
        log(Action::TryLockFailed, Some(object), at);
        std::mem::forget(hold);
        None
    }
}

impl Hold {
    fn acquire(&mut self) -> bool {
        let lock = &self.lock;
        let access = self.access;
        let guard = deadlock::blocking(Wait::Lock(self.object, access), self.at, || match (lock, access) {
            (Raw::Mutex(m), _) => m.lock().ok().map(mutex_guard),
            (Raw::RwLock(l), Access::Shared) => l.read().ok().map(read_guard),
            (Raw::RwLock(l), Access::Exclusive) => l.write().ok().map(write_guard),
            (Raw::Order, _) => None,
        });
        self.guard = guard.flatten();
        true
    }

    fn try_acquire(&mut self) -> bool {
        let lock = &self.lock;
        let access = self.access;
        if let Raw::Order = lock {
            order::try_point();
            return with(|run| run.is_free(self.object, access));
        }
        self.guard = step(|| match (lock, access) {
            (Raw::Mutex(m), _) => m.try_lock().ok().map(mutex_guard),
            (Raw::RwLock(l), Access::Shared) => l.try_read().ok().map(read_guard),
            (Raw::RwLock(l), Access::Exclusive) => l.try_write().ok().map(write_guard),
            (Raw::Order, _) => None,
        });
        self.guard.is_some()
    }

    fn note_taken(&self) {
        log(Action::Lock(self.access), Some(self.object), self.at);
        self.note_held();
    }

    fn note_held(&self) {
        with(|run| {
            let holder = Holder { thread: run.current, access: self.access, since: self.at };
            run.objects[self.object].holders.push(holder);
            order::acquired(run, self.object, self.access);
        });
    }

    fn note_released(&self) {
        with(|run| {
            let me = run.current;
            order::released(run, self.object, self.access);
            let holders = &mut run.objects[self.object].holders;
            if let Some(i) = holders.iter().position(|h| h.thread == me && h.access == self.access) {
                holders.remove(i);
            }
        });
    }

    /// Lets go for a while, as a condition variable does; without a row of its own.
    pub(super) fn let_go(&mut self) {
        self.note_released();
        self.guard = None;
    }

    /// Takes the lock again after [`Hold::let_go`]; without a row of its own.
    pub(super) fn take_again(&mut self) {
        self.acquire();
        self.note_held();
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        match mode() {
            Mode::Model => {
                order::before_unlock();
                log(Action::Unlock(self.access), Some(self.object), self.at);
                self.note_released();
            }
            // Unwinding: other threads may have the lock; but no row, since this is no step of the program's.
            Mode::Frozen if !crate::model::hook::is_dead() => self.note_released(),
            // loom must not be called any more.
            _ => std::mem::forget(self.guard.take()),
        }
    }
}

fn mutex_guard(guard: loom::sync::MutexGuard<'_, ()>) -> Guard {
    // SAFETY: the mutex is kept alive by the `Rc` in the same `Hold`, whose field comes after the guard's.
    Guard::Mutex(unsafe {
        std::mem::transmute::<loom::sync::MutexGuard<'_, ()>, loom::sync::MutexGuard<'static, ()>>(guard)
    })
}

fn read_guard(guard: loom::sync::RwLockReadGuard<'_, ()>) -> Guard {
    // SAFETY: as in `mutex_guard`.
    Guard::Read(unsafe {
        std::mem::transmute::<loom::sync::RwLockReadGuard<'_, ()>, loom::sync::RwLockReadGuard<'static, ()>>(guard)
    })
}

fn write_guard(guard: loom::sync::RwLockWriteGuard<'_, ()>) -> Guard {
    // SAFETY: as in `mutex_guard`.
    Guard::Write(unsafe {
        std::mem::transmute::<loom::sync::RwLockWriteGuard<'_, ()>, loom::sync::RwLockWriteGuard<'static, ()>>(guard)
    })
}
