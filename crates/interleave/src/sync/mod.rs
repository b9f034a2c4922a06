//! `std::sync`. `Mutex`, `RwLock`, `Condvar`, `Barrier` and the atomics are steps of the model inside a check.
//!
//! So are `mpsc`, `OnceLock` and `LazyLock`. `Arc`, `Weak` and `Once` are std's own: the model doesn't see them, and nothing
//! may block in them inside a check.

mod barrier;
mod condvar;
mod hold;
mod lazy_lock;
pub mod mpsc;
mod mutex;
mod once_lock;
mod rwlock;

/// Atomic types.
pub mod atomic {
    pub use crate::atomic::*;
}

pub use barrier::{Barrier, BarrierWaitResult};
pub use condvar::{Condvar, WaitTimeoutResult};
pub use lazy_lock::LazyLock;
pub use mutex::{Mutex, MutexGuard};
pub use once_lock::OnceLock;
pub use rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
pub use std::sync::{Arc, LockResult, Once, OnceState, PoisonError, TryLockError, TryLockResult, Weak};
