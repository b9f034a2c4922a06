//! The mutex.

use super::hold::{Hold, take};
use super::{LockResult, PoisonError, TryLockError, TryLockResult};
use crate::model::event::Access;
use crate::model::object::{ObjectId, Type, opaque};
use crate::model::{Mode, Place, data, mode};
use crate::within::{self, Holding, Watched, Way, way};
use std::cell::UnsafeCell;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::Location;

/// `std::sync::Mutex`, modelled inside a check, where it is never poisoned.
pub struct Mutex<T> {
    id: ObjectId,
    raw: std::sync::Mutex<()>,
    data: UnsafeCell<T>,
}

// SAFETY: the data is reached only through a guard, and only one guard exists at a time: of `raw` outside a model, of
// loom's mutex inside.
unsafe impl<T: Send> Sync for Mutex<T> {}
// SAFETY: a mutex owns its data.
unsafe impl<T: Send> Send for Mutex<T> {}
impl<T> std::panic::UnwindSafe for Mutex<T> {}
impl<T> std::panic::RefUnwindSafe for Mutex<T> {}

/// `std::sync::MutexGuard`: unlocks on drop.
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MutexGuard<'a, T> {
    pub(super) lock: &'a Mutex<T>,
    data: *mut T,
    pub(super) held: Held<'a>,
    at: Place,
}

// SAFETY: sharing the guard shares `&T`.
unsafe impl<T: Sync> Sync for MutexGuard<'_, T> {}

pub(super) enum Held<'a> {
    Std(#[allow(dead_code)] std::sync::MutexGuard<'a, ()>),
    Watched(Watched<std::sync::MutexGuard<'a, ()>>),
    Model(Hold),
    /// Taken while the execution is being unwound: no other thread runs.
    Frozen,
}

const TYPE: &Type = &opaque("Mutex");

impl<T> Mutex<T> {
    /// Creates an unlocked mutex.
    pub const fn new(value: T) -> Mutex<T> {
        Mutex { id: ObjectId::new(), raw: std::sync::Mutex::new(()), data: UnsafeCell::new(value) }
    }

    /// Locks, and blocks until that is possible.
    #[inline]
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let way = way();
        if way == Way::Std {
            return match self.raw.lock() {
                Ok(guard) => Ok(self.std_guard(guard)),
                Err(poison) => Err(PoisonError::new(self.std_guard(poison.into_inner()))),
            };
        }
        if way == Way::Watched {
            let at = Location::caller();
            let (held, poisoned) = self.watched_lock(at);
            let guard = self.guard(Held::Watched(held), at);
            return if poisoned { Err(PoisonError::new(guard)) } else { Ok(guard) };
        }
        Ok(self.model_guard(true, Location::caller()).expect("a lock that waits is taken"))
    }

    /// Locks if the mutex is free now.
    #[inline]
    #[track_caller]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        let way = way();
        if way != Way::Model {
            let at = Location::caller();
            let guard = |raw| if way == Way::Std { self.std_guard(raw) } else { self.watched_guard(raw, at) };
            return match self.raw.try_lock() {
                Ok(raw) => Ok(guard(raw)),
                Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
                Err(TryLockError::Poisoned(poison)) => {
                    Err(TryLockError::Poisoned(PoisonError::new(guard(poison.into_inner()))))
                }
            };
        }
        self.model_guard(false, Location::caller()).ok_or(TryLockError::WouldBlock)
    }

    #[inline]
    #[track_caller]
    fn std_guard<'a>(&'a self, guard: std::sync::MutexGuard<'a, ()>) -> MutexGuard<'a, T> {
        self.guard(Held::Std(guard), Location::caller())
    }

    #[inline]
    fn guard<'a>(&'a self, held: Held<'a>, at: Place) -> MutexGuard<'a, T> {
        MutexGuard { lock: self, data: self.data.get(), held, at }
    }

    /// Locks in a `within`. Poisoned?
    #[cold]
    #[inline(never)]
    fn watched_lock(&self, at: Place) -> (Watched<std::sync::MutexGuard<'_, ()>>, bool) {
        let (holding, result) = within::locked(self.id.get(), false, at, || self.raw.lock());
        let poisoned = result.is_err();
        (Watched::new(holding, result.unwrap_or_else(|p| p.into_inner())), poisoned)
    }

    #[cold]
    #[inline(never)]
    fn watched_guard<'a>(&'a self, raw: std::sync::MutexGuard<'a, ()>, at: Place) -> MutexGuard<'a, T> {
        let holding = within::try_locked(self.id.get(), false, at);
        self.guard(Held::Watched(Watched::new(holding, raw)), at)
    }

    fn model_guard(&self, wait: bool, at: Place) -> Option<MutexGuard<'_, T>> {
        let held = match mode() {
            Mode::Model => Held::Model(take(&self.id, TYPE, Access::Exclusive, wait, at)?),
            _ => Held::Frozen,
        };
        // SAFETY: the pointer is valid, and the lock is held.
        let data = unsafe { data::locate(self.id.get(), self.data.get()) };
        Some(MutexGuard { lock: self, data, held, at })
    }

    /// Did a thread panic with the lock held? Never in a model.
    pub fn is_poisoned(&self) -> bool {
        self.raw.is_poisoned()
    }

    /// Forgets that the mutex was poisoned.
    pub fn clear_poison(&self) {
        self.raw.clear_poison();
    }

    /// A mutable reference to the data; no lock is needed.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        self.settle();
        let poisoned = self.raw.is_poisoned();
        let data = self.data.get_mut();
        if poisoned { Err(PoisonError::new(data)) } else { Ok(data) }
    }

    /// Consumes the mutex and returns its data.
    pub fn into_inner(mut self) -> LockResult<T> {
        self.settle();
        let poisoned = self.raw.is_poisoned();
        let data = self.data.into_inner();
        if poisoned { Err(PoisonError::new(data)) } else { Ok(data) }
    }

    fn settle(&mut self) {
        if mode() != Mode::Outside {
            data::put_back(self.id.get(), self.data.get_mut());
        }
    }
}

/// A guard without std's part, while a condition variable has that.
pub(super) struct Parts<'a, T> {
    lock: &'a Mutex<T>,
    at: Place,
    pub(super) holding: Option<Holding>,
}

impl<'a, T> MutexGuard<'a, T> {
    /// Takes std's part out. Outside a model only.
    pub(super) fn into_std(self) -> (std::sync::MutexGuard<'a, ()>, Parts<'a, T>) {
        let (raw, holding) = match self.held {
            Held::Std(raw) => (raw, None),
            Held::Watched(watched) => {
                let (holding, raw) = watched.into_parts();
                (raw, holding)
            }
            Held::Model(_) | Held::Frozen => unreachable!("the caller has looked"),
        };
        (raw, Parts { lock: self.lock, at: self.at, holding })
    }
}

impl<'a, T> Parts<'a, T> {
    /// The reverse of [`MutexGuard::into_std`].
    pub(super) fn into_guard(self, raw: std::sync::MutexGuard<'a, ()>) -> MutexGuard<'a, T> {
        let held = match self.holding {
            None => Held::Std(raw),
            noted => Held::Watched(Watched::new(noted, raw)),
        };
        self.lock.guard(held, self.at)
    }
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the lock is held, and the pointer is to its data.
        unsafe { &*self.data }
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        if let Held::Model(_) = self.held {
            data::about_to_change::<T>(self.lock.id.get(), self.at);
        }
        // SAFETY: the lock is held, by this guard alone.
        unsafe { &mut *self.data }
    }
}

impl<T: fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mutex").finish_non_exhaustive()
    }
}

impl<T: Default> Default for Mutex<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for Mutex<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}
