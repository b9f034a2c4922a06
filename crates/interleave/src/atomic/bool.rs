//! The flag.

use super::{Cas, Shared};
use crate::model::object::{ObjectId, Type};
use crate::model::{Mode, mode};
use std::fmt;
use std::panic::Location;
use std::sync::atomic::Ordering;

/// `std::sync::atomic::AtomicBool`, modelled inside a check.
pub struct AtomicBool {
    id: ObjectId,
    std: std::sync::atomic::AtomicBool,
}

const TYPE: &Type = &Type { name: "AtomicBool", bits: 1, show: |bits| (bits != 0).to_string() };

impl AtomicBool {
    /// Creates a new flag.
    pub const fn new(value: bool) -> Self {
        Self { id: ObjectId::new(), std: std::sync::atomic::AtomicBool::new(value) }
    }

    #[track_caller]
    fn shared(&self) -> Shared<'_> {
        let outside = u64::from(self.std.load(Ordering::Relaxed));
        Shared { id: &self.id, ty: TYPE, outside, at: Location::caller() }
    }

    #[track_caller]
    fn settled(&self) -> bool {
        if mode() == Mode::Outside { self.std.load(Ordering::Relaxed) } else { self.shared().newest() != 0 }
    }

    /// A mutable reference to the value.
    #[track_caller]
    pub fn get_mut(&mut self) -> &mut bool {
        if mode() != Mode::Outside {
            *self.std.get_mut() = self.settled();
            self.id.reset();
        }
        self.std.get_mut()
    }

    /// Consumes the atomic and returns its value.
    #[track_caller]
    pub fn into_inner(self) -> bool {
        self.settled()
    }

    /// Loads the value.
    #[inline]
    #[track_caller]
    pub fn load(&self, order: Ordering) -> bool {
        match mode() {
            Mode::Outside => self.std.load(order),
            Mode::Model => self.shared().load(order) != 0,
            Mode::Frozen => self.settled(),
        }
    }

    /// Stores a value.
    #[inline]
    #[track_caller]
    pub fn store(&self, value: bool, order: Ordering) {
        match mode() {
            Mode::Outside => self.std.store(value, order),
            Mode::Model => self.shared().store(u64::from(value), order),
            Mode::Frozen => {}
        }
    }

    /// Stores a value and returns the former one.
    #[inline]
    #[track_caller]
    pub fn swap(&self, value: bool, order: Ordering) -> bool {
        match mode() {
            Mode::Outside => self.std.swap(value, order),
            _ => self.update("swap", value, order, |_| value),
        }
    }

    /// Stores `new` if the value is `current`.
    #[inline]
    #[track_caller]
    pub fn compare_exchange(
        &self,
        current: bool,
        new: bool,
        success: Ordering,
        failure: Ordering,
    ) -> Result<bool, bool> {
        match mode() {
            Mode::Outside => self.std.compare_exchange(current, new, success, failure),
            Mode::Model => {
                let cas = Cas { current: u64::from(current), new: u64::from(new), success, failure };
                self.shared().compare_exchange(cas).map(|v| v != 0).map_err(|v| v != 0)
            }
            Mode::Frozen => Err(self.settled()),
        }
    }

    /// As [`Self::compare_exchange`]; in a model it has no spurious failure.
    #[inline]
    #[track_caller]
    pub fn compare_exchange_weak(
        &self,
        current: bool,
        new: bool,
        success: Ordering,
        failure: Ordering,
    ) -> Result<bool, bool> {
        match mode() {
            Mode::Outside => self.std.compare_exchange_weak(current, new, success, failure),
            _ => self.compare_exchange(current, new, success, failure),
        }
    }

    /// Logical and; returns the former value.
    #[track_caller]
    pub fn fetch_and(&self, value: bool, order: Ordering) -> bool {
        match mode() {
            Mode::Outside => self.std.fetch_and(value, order),
            _ => self.update("fetch_and", value, order, |old| old & value),
        }
    }

    /// Logical nand; returns the former value.
    #[track_caller]
    pub fn fetch_nand(&self, value: bool, order: Ordering) -> bool {
        match mode() {
            Mode::Outside => self.std.fetch_nand(value, order),
            _ => self.update("fetch_nand", value, order, |old| !(old & value)),
        }
    }

    /// Logical or; returns the former value.
    #[track_caller]
    pub fn fetch_or(&self, value: bool, order: Ordering) -> bool {
        match mode() {
            Mode::Outside => self.std.fetch_or(value, order),
            _ => self.update("fetch_or", value, order, |old| old | value),
        }
    }

    /// Logical exclusive or; returns the former value.
    #[track_caller]
    pub fn fetch_xor(&self, value: bool, order: Ordering) -> bool {
        match mode() {
            Mode::Outside => self.std.fetch_xor(value, order),
            _ => self.update("fetch_xor", value, order, |old| old ^ value),
        }
    }

    /// Negates; returns the former value.
    #[track_caller]
    pub fn fetch_not(&self, order: Ordering) -> bool {
        self.fetch_xor(true, order)
    }

    #[track_caller]
    fn update(&self, name: &'static str, value: bool, order: Ordering, f: impl Fn(bool) -> bool) -> bool {
        if mode() == Mode::Frozen {
            return self.settled();
        }
        self.shared().update(name, &value.to_string(), order, |bits| u64::from(f(bits != 0))) != 0
    }

    /// Replaces the value by what `f` makes of it, again while other threads are faster; `Err` once `f` says `None`.
    #[track_caller]
    pub fn fetch_update<F>(&self, set: Ordering, fetch: Ordering, mut f: F) -> Result<bool, bool>
    where
        F: FnMut(bool) -> Option<bool>,
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

impl Default for AtomicBool {
    fn default() -> Self {
        Self::new(false)
    }
}

impl From<bool> for AtomicBool {
    fn from(value: bool) -> Self {
        Self::new(value)
    }
}

impl fmt::Debug for AtomicBool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.settled(), f)
    }
}
