//! The one place that knows of loom: the rest of the crate says `crate::sync`, never `std::sync`.

// ANCHOR: loom
#[cfg(loom)]
pub use loom::{
    cell::UnsafeCell,
    sync::Arc,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};
// ANCHOR_END: loom

// ANCHOR: std
#[cfg(not(loom))]
pub use std::{
    sync::Arc,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};
// ANCHOR_END: std

// ANCHOR: cell
/// std's cell with loom's methods: an access that has a beginning and an end can be seen by the model.
#[cfg(not(loom))]
#[derive(Debug)]
pub struct UnsafeCell<T>(std::cell::UnsafeCell<T>);

#[cfg(not(loom))]
impl<T> UnsafeCell<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> UnsafeCell<T> {
        UnsafeCell(std::cell::UnsafeCell::new(value))
    }

    /// Reads or writes through a pointer that must not leave the closure.
    pub fn with_mut<R>(&self, f: impl FnOnce(*mut T) -> R) -> R {
        f(self.0.get())
    }
}
// ANCHOR_END: cell
