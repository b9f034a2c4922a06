//! The integers.

use super::{Cas, Shared};
use crate::model::object::{ObjectId, Type};
use crate::model::{Mode, mode};
use std::fmt;
use std::panic::Location;
use std::sync::atomic::Ordering;

macro_rules! atomic_int {
    ($name:ident, $int:ty, $unsigned:ty) => {
        #[doc = concat!("`std::sync::atomic::", stringify!($name), "`, modelled inside a check.")]
        pub struct $name {
            id: ObjectId,
            std: std::sync::atomic::$name,
        }

        impl $name {
            const TYPE: &'static Type = &Type {
                name: stringify!($name),
                bits: <$int>::BITS,
                show: |bits| (bits as $int).to_string(),
            };

            /// Creates a new atomic integer.
            pub const fn new(value: $int) -> Self {
                Self { id: ObjectId::new(), std: std::sync::atomic::$name::new(value) }
            }

            #[track_caller]
            fn shared(&self) -> Shared<'_> {
                let outside = Self::bits(self.std.load(Ordering::Relaxed));
                Shared { id: &self.id, ty: Self::TYPE, outside, at: Location::caller() }
            }

            fn bits(value: $int) -> u64 {
                value as $unsigned as u64
            }

            /// The value, without a step: for whoever holds the atomic alone, or is being unwound.
            #[track_caller]
            fn settled(&self) -> $int {
                if mode() == Mode::Outside { self.std.load(Ordering::Relaxed) } else { self.shared().newest() as $int }
            }

            /// A mutable reference to the value.
            #[track_caller]
            pub fn get_mut(&mut self) -> &mut $int {
                if mode() != Mode::Outside {
                    *self.std.get_mut() = self.settled();
                    self.id.reset();
                }
                self.std.get_mut()
            }

            /// Consumes the atomic and returns its value.
            #[track_caller]
            pub fn into_inner(self) -> $int {
                self.settled()
            }

            /// Loads the value.
            #[inline]
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $int {
                match mode() {
                    Mode::Outside => self.std.load(order),
                    Mode::Model => self.shared().load(order) as $int,
                    Mode::Frozen => self.settled(),
                }
            }

            /// Stores a value.
            #[inline]
            #[track_caller]
            pub fn store(&self, value: $int, order: Ordering) {
                match mode() {
                    Mode::Outside => self.std.store(value, order),
                    Mode::Model => self.shared().store(Self::bits(value), order),
                    Mode::Frozen => {}
                }
            }

            /// Stores a value and returns the former one.
            #[inline]
            #[track_caller]
            pub fn swap(&self, value: $int, order: Ordering) -> $int {
                match mode() {
                    Mode::Outside => self.std.swap(value, order),
                    Mode::Model => self.update("swap", value, order, |_| value),
                    Mode::Frozen => self.settled(),
                }
            }

            /// Stores `new` if the value is `current`.
            #[inline]
            #[track_caller]
            pub fn compare_exchange(
                &self,
                current: $int,
                new: $int,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$int, $int> {
                match mode() {
                    Mode::Outside => self.std.compare_exchange(current, new, success, failure),
                    Mode::Model => {
                        let cas = Cas { current: Self::bits(current), new: Self::bits(new), success, failure };
                        self.shared().compare_exchange(cas).map(|v| v as $int).map_err(|v| v as $int)
                    }
                    Mode::Frozen => Err(self.settled()),
                }
            }

            /// As [`Self::compare_exchange`]; in a model it has no spurious failure.
            #[inline]
            #[track_caller]
            pub fn compare_exchange_weak(
                &self,
                current: $int,
                new: $int,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$int, $int> {
                match mode() {
                    Mode::Outside => self.std.compare_exchange_weak(current, new, success, failure),
                    _ => self.compare_exchange(current, new, success, failure),
                }
            }

            /// Adds and returns the former value; wraps around.
            #[inline]
            #[track_caller]
            pub fn fetch_add(&self, value: $int, order: Ordering) -> $int {
                match mode() {
                    Mode::Outside => self.std.fetch_add(value, order),
                    Mode::Model => {
                        let bits = Self::bits(value);
                        self.shared().add("fetch_add", bits, bits, order) as $int
                    }
                    Mode::Frozen => self.settled(),
                }
            }

            /// Subtracts and returns the former value; wraps around.
            #[inline]
            #[track_caller]
            pub fn fetch_sub(&self, value: $int, order: Ordering) -> $int {
                match mode() {
                    Mode::Outside => self.std.fetch_sub(value, order),
                    Mode::Model => {
                        let (shown, bits) = (Self::bits(value), Self::bits(value.wrapping_neg()));
                        self.shared().add("fetch_sub", shown, bits, order) as $int
                    }
                    Mode::Frozen => self.settled(),
                }
            }

            atomic_int!(@rmw $int, fetch_and, "Bitwise and; returns the former value.", |a, b| a & b);
            atomic_int!(@rmw $int, fetch_nand, "Bitwise nand; returns the former value.", |a, b| !(a & b));
            atomic_int!(@rmw $int, fetch_or, "Bitwise or; returns the former value.", |a, b| a | b);
            atomic_int!(@rmw $int, fetch_xor, "Bitwise exclusive or; returns the former value.", |a, b| a ^ b);
            atomic_int!(@rmw $int, fetch_max, "The larger of the two; returns the former value.", |a, b| a.max(b));
            atomic_int!(@rmw $int, fetch_min, "The smaller of the two; returns the former value.", |a, b| a.min(b));

            #[track_caller]
            fn update(&self, name: &'static str, value: $int, order: Ordering, f: impl Fn($int) -> $int) -> $int {
                let f = |bits| Self::bits(f(bits as $int));
                self.shared().update(name, &value.to_string(), order, f) as $int
            }

            /// Replaces the value by what `f` makes of it, again while other threads are faster; `Err` once `f` says `None`.
            #[track_caller]
            pub fn fetch_update<F>(&self, set: Ordering, fetch: Ordering, mut f: F) -> Result<$int, $int>
            where
                F: FnMut($int) -> Option<$int>,
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

        impl Default for $name {
            fn default() -> Self {
                Self::new(0)
            }
        }

        impl From<$int> for $name {
            fn from(value: $int) -> Self {
                Self::new(value)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.settled(), f)
            }
        }
    };
    (@rmw $int:ty, $method:ident, $doc:literal, $f:expr) => {
        #[doc = $doc]
        #[inline]
        #[track_caller]
        pub fn $method(&self, value: $int, order: Ordering) -> $int {
            let f: fn($int, $int) -> $int = $f;
            match mode() {
                Mode::Outside => self.std.$method(value, order),
                Mode::Model => self.update(stringify!($method), value, order, |old| f(old, value)),
                Mode::Frozen => self.settled(),
            }
        }
    };
}

atomic_int!(AtomicU8, u8, u8);
atomic_int!(AtomicU16, u16, u16);
atomic_int!(AtomicU32, u32, u32);
atomic_int!(AtomicU64, u64, u64);
atomic_int!(AtomicUsize, usize, usize);
atomic_int!(AtomicI8, i8, u8);
atomic_int!(AtomicI16, i16, u16);
atomic_int!(AtomicI32, i32, u32);
atomic_int!(AtomicI64, i64, u64);
atomic_int!(AtomicIsize, isize, usize);
