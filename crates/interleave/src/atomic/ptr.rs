//! The pointer.

use super::{Cas, Shared};
use crate::model::object::{ObjectId, Type};
use crate::model::{Mode, mode};
use std::fmt;
use std::panic::Location;
use std::sync::atomic::Ordering;

/// `std::sync::atomic::AtomicPtr`, modelled inside a check.
pub struct AtomicPtr<T> {
    id: ObjectId,
    std: std::sync::atomic::AtomicPtr<T>,
}

/// A table must be the same in every run, so it doesn't show addresses.
const TYPE: &Type = &Type {
    name: "AtomicPtr",
    bits: 64,
    show: |bits| if bits == 0 { "null".to_owned() } else { "a pointer".to_owned() },
};

fn bits<T>(value: *mut T) -> u64 {
    value.expose_provenance() as u64
}

fn pointer<T>(bits: u64) -> *mut T {
    std::ptr::with_exposed_provenance_mut(bits as usize)
}

impl<T> AtomicPtr<T> {
    /// Creates a new atomic pointer.
    pub const fn new(value: *mut T) -> Self {
        Self { id: ObjectId::new(), std: std::sync::atomic::AtomicPtr::new(value) }
    }

    #[track_caller]
    fn shared(&self) -> Shared<'_> {
        let outside = bits(self.std.load(Ordering::Relaxed));
        Shared { id: &self.id, ty: TYPE, outside, at: Location::caller() }
    }

    #[track_caller]
    fn settled(&self) -> *mut T {
        if mode() == Mode::Outside { self.std.load(Ordering::Relaxed) } else { pointer(self.shared().newest()) }
    }

    /// A mutable reference to the pointer.
    #[track_caller]
    pub fn get_mut(&mut self) -> &mut *mut T {
        if mode() != Mode::Outside {
            *self.std.get_mut() = self.settled();
            self.id.reset();
        }
        self.std.get_mut()
    }

    /// Consumes the atomic and returns the pointer.
    #[track_caller]
    pub fn into_inner(self) -> *mut T {
        self.settled()
    }

    /// Loads the pointer.
    #[inline]
    #[track_caller]
    pub fn load(&self, order: Ordering) -> *mut T {
        match mode() {
            Mode::Outside => self.std.load(order),
            Mode::Model => pointer(self.shared().load(order)),
            Mode::Frozen => self.settled(),
        }
    }

    /// Stores a pointer.
    #[inline]
    #[track_caller]
    pub fn store(&self, value: *mut T, order: Ordering) {
        match mode() {
            Mode::Outside => self.std.store(value, order),
            Mode::Model => self.shared().store(bits(value), order),
            Mode::Frozen => {}
        }
    }

    /// Stores a pointer and returns the former one.
    #[inline]
    #[track_caller]
    pub fn swap(&self, value: *mut T, order: Ordering) -> *mut T {
        match mode() {
            Mode::Outside => self.std.swap(value, order),
            Mode::Model => {
                let new = bits(value);
                pointer(self.shared().update("swap", &(TYPE.show)(new), order, |_| new))
            }
            Mode::Frozen => self.settled(),
        }
    }

    /// Stores `new` if the pointer is `current`.
    #[inline]
    #[track_caller]
    pub fn compare_exchange(
        &self,
        current: *mut T,
        new: *mut T,
        success: Ordering,
        failure: Ordering,
    ) -> Result<*mut T, *mut T> {
        match mode() {
            Mode::Outside => self.std.compare_exchange(current, new, success, failure),
            Mode::Model => {
                let cas = Cas { current: bits(current), new: bits(new), success, failure };
                self.shared().compare_exchange(cas).map(pointer).map_err(pointer)
            }
            Mode::Frozen => Err(self.settled()),
        }
    }

    /// As [`Self::compare_exchange`]; in a model it has no spurious failure.
    #[inline]
    #[track_caller]
    pub fn compare_exchange_weak(
        &self,
        current: *mut T,
        new: *mut T,
        success: Ordering,
        failure: Ordering,
    ) -> Result<*mut T, *mut T> {
        match mode() {
            Mode::Outside => self.std.compare_exchange_weak(current, new, success, failure),
            _ => self.compare_exchange(current, new, success, failure),
        }
    }

    /// Replaces the pointer by what `f` makes of it, again while other threads are faster; `Err` once `f` says `None`.
    #[track_caller]
    pub fn fetch_update<F>(&self, set: Ordering, fetch: Ordering, mut f: F) -> Result<*mut T, *mut T>
    where
        F: FnMut(*mut T) -> Option<*mut T>,
    {
        let mut found = self.load(fetch);
        while let Some(new) = f(found) {
            match self.compare_exchange_weak(found, new, set, fetch) {
                Ok(old) => return Ok(old),
                Err(now) if mode() == Mode::Frozen => return Err(now),
                Err(now) => found = now,
            }
        }
        Err(found)
    }
}

impl<T> Default for AtomicPtr<T> {
    fn default() -> Self {
        Self::new(std::ptr::null_mut())
    }
}

impl<T> From<*mut T> for AtomicPtr<T> {
    fn from(value: *mut T) -> Self {
        Self::new(value)
    }
}

impl<T> fmt::Debug for AtomicPtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.settled(), f)
    }
}
