//! `std::sync::atomic`: std's outside a check, steps of the model inside.

mod bool;
mod fence;
mod int;
mod model;
mod ptr;

pub use self::bool::AtomicBool;
pub use self::fence::{compiler_fence, fence, spin_loop_hint};
pub use self::int::{
    AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize,
};
pub use self::ptr::AtomicPtr;
pub use std::sync::atomic::Ordering;

pub(crate) use self::model::{Cas, Shared, raw_load, raw_swap};
