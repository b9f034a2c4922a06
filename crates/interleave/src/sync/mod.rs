//! `std::sync`. `Mutex`, `RwLock`, `Condvar`, `Barrier` and the atomics are steps of the model inside a check.
//!
//! `Arc`, `Weak`, `OnceLock`, `LazyLock`, `Once` and `mpsc` are std's own: the model doesn't see them. So nothing may
//! block in them inside a check.

mod barrier;
mod condvar;
mod hold;
mod mutex;
mod rwlock;

/// Atomic types.
pub mod atomic {
    pub use crate::atomic::*;
}

pub use barrier::{Barrier, BarrierWaitResult};
pub use condvar::{Condvar, WaitTimeoutResult};
pub use mutex::{Mutex, MutexGuard};
pub use rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
pub use std::sync::{
    Arc, LazyLock, LockResult, Once, OnceLock, OnceState, PoisonError, TryLockError, TryLockResult, Weak, mpsc,
};
