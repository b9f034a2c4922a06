//! The reader-writer lock.

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

/// `std::sync::RwLock`, modelled inside a check, where it is never poisoned.
pub struct RwLock<T> {
    id: ObjectId,
    raw: std::sync::RwLock<()>,
    data: UnsafeCell<T>,
}

// SAFETY: the data is reached only through guards: one that writes, or several that read.
unsafe impl<T: Send + Sync> Sync for RwLock<T> {}
// SAFETY: the lock owns its data.
unsafe impl<T: Send> Send for RwLock<T> {}
impl<T> std::panic::UnwindSafe for RwLock<T> {}
impl<T> std::panic::RefUnwindSafe for RwLock<T> {}

/// What keeps a guard's lock held; it is dropped, never looked into.
enum Held<G> {
    Std(#[allow(dead_code)] G),
    Watched(#[allow(dead_code)] Watched<G>),
    Model(#[allow(dead_code)] Hold),
    Frozen,
}

/// `std::sync::RwLockReadGuard`: unlocks on drop.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockReadGuard<'a, T> {
    data: *mut T,
    _held: Held<std::sync::RwLockReadGuard<'a, ()>>,
}

/// `std::sync::RwLockWriteGuard`: unlocks on drop.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockWriteGuard<'a, T> {
    data: *mut T,
    held: Held<std::sync::RwLockWriteGuard<'a, ()>>,
    id: usize,
    at: Place,
}

// SAFETY: sharing the guard shares `&T`.
unsafe impl<T: Sync> Sync for RwLockReadGuard<'_, T> {}
// SAFETY: sharing the guard shares `&T`.
unsafe impl<T: Sync> Sync for RwLockWriteGuard<'_, T> {}

impl<G> Held<G> {
    fn outside(raw: G, holding: Option<Holding>) -> Held<G> {
        match holding {
            None => Held::Std(raw),
            noted => Held::Watched(Watched::new(noted, raw)),
        }
    }
}

const TYPE: &Type = &opaque("RwLock");

impl<T> RwLock<T> {
    /// Creates an unlocked lock.
    pub const fn new(value: T) -> RwLock<T> {
        RwLock { id: ObjectId::new(), raw: std::sync::RwLock::new(()), data: UnsafeCell::new(value) }
    }

    /// Locks for reading, and blocks until that is possible.
    #[track_caller]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let at = Location::caller();
        let way = way();
        if way == Way::Model {
            return Ok(self.model_read(true, at).expect("a lock that waits is taken"));
        }
        let (holding, result) = match way {
            Way::Std => (None, self.raw.read()),
            _ => within::locked(self.id.get(), true, at, || self.raw.read()),
        };
        let guard = |raw| RwLockReadGuard { data: self.data.get(), _held: Held::outside(raw, holding) };
        match result {
            Ok(raw) => Ok(guard(raw)),
            Err(p) => Err(PoisonError::new(guard(p.into_inner()))),
        }
    }

    /// Locks for reading if that is possible now.
    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        let at = Location::caller();
        let way = way();
        if way == Way::Model {
            return self.model_read(false, at).ok_or(TryLockError::WouldBlock);
        }
        let guard = |raw| {
            let holding = if way == Way::Watched { within::try_locked(self.id.get(), true, at) } else { None };
            RwLockReadGuard { data: self.data.get(), _held: Held::outside(raw, holding) }
        };
        match self.raw.try_read() {
            Ok(raw) => Ok(guard(raw)),
            Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
            Err(TryLockError::Poisoned(p)) => Err(TryLockError::Poisoned(PoisonError::new(guard(p.into_inner())))),
        }
    }

    /// Locks for writing, and blocks until that is possible.
    #[track_caller]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let at = Location::caller();
        let way = way();
        if way == Way::Model {
            return Ok(self.model_write(true, at).expect("a lock that waits is taken"));
        }
        let (holding, result) = match way {
            Way::Std => (None, self.raw.write()),
            _ => within::locked(self.id.get(), false, at, || self.raw.write()),
        };
        let guard = |raw| RwLockWriteGuard { data: self.data.get(), held: Held::outside(raw, holding), id: 0, at };
        match result {
            Ok(raw) => Ok(guard(raw)),
            Err(p) => Err(PoisonError::new(guard(p.into_inner()))),
        }
    }

    /// Locks for writing if that is possible now.
    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        let at = Location::caller();
        let way = way();
        if way == Way::Model {
            return self.model_write(false, at).ok_or(TryLockError::WouldBlock);
        }
        let guard = |raw| {
            let holding = if way == Way::Watched { within::try_locked(self.id.get(), false, at) } else { None };
            RwLockWriteGuard { data: self.data.get(), held: Held::outside(raw, holding), id: 0, at }
        };
        match self.raw.try_write() {
            Ok(raw) => Ok(guard(raw)),
            Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
            Err(TryLockError::Poisoned(p)) => Err(TryLockError::Poisoned(PoisonError::new(guard(p.into_inner())))),
        }
    }

    fn model_read(&self, wait: bool, at: Place) -> Option<RwLockReadGuard<'_, T>> {
        let held = match mode() {
            Mode::Model => Held::Model(take(&self.id, TYPE, Access::Shared, wait, at)?),
            _ => Held::Frozen,
        };
        // SAFETY: the pointer is valid, and the lock is held.
        let data = unsafe { data::locate(self.id.get(), self.data.get()) };
        Some(RwLockReadGuard { data, _held: held })
    }

    fn model_write(&self, wait: bool, at: Place) -> Option<RwLockWriteGuard<'_, T>> {
        let held = match mode() {
            Mode::Model => Held::Model(take(&self.id, TYPE, Access::Exclusive, wait, at)?),
            _ => Held::Frozen,
        };
        let id = self.id.get();
        // SAFETY: the pointer is valid, and the lock is held.
        let data = unsafe { data::locate(id, self.data.get()) };
        Some(RwLockWriteGuard { data, held, id, at })
    }

    /// Did a thread panic with the lock held for writing? Never in a model.
    pub fn is_poisoned(&self) -> bool {
        self.raw.is_poisoned()
    }

    /// A mutable reference to the data; no lock is needed.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        self.settle();
        let poisoned = self.raw.is_poisoned();
        let data = self.data.get_mut();
        if poisoned { Err(PoisonError::new(data)) } else { Ok(data) }
    }

    /// Consumes the lock and returns its data.
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

impl<T> Deref for RwLockReadGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        // SAFETY: the lock is held for reading, and the pointer is to its data.
        unsafe { &*self.data }
    }
}

impl<T> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        // SAFETY: the lock is held for writing, and the pointer is to its data.
        unsafe { &*self.data }
    }
}

impl<T> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        if let Held::Model(_) = self.held {
            data::about_to_change::<T>(self.id, self.at);
        }
        // SAFETY: the lock is held for writing, by this guard alone.
        unsafe { &mut *self.data }
    }
}

impl<T: fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: fmt::Debug> fmt::Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RwLock").finish_non_exhaustive()
    }
}

impl<T: Default> Default for RwLock<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for RwLock<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}
