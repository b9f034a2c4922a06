//! `std::thread`: std's threads outside a check, the model's inside.
//!
//! A model has at most five threads, main among them. Its threads share std's `thread_local!` values, since they are
//! coroutines on one OS thread.

mod current;
mod park;
mod scope;
mod spawn;

pub use current::{Thread, ThreadId, current};
pub use park::{park, park_timeout, sleep, yield_now};
pub use scope::{Scope, ScopedJoinHandle, scope};
pub use spawn::{Builder, JoinHandle, spawn};
pub use std::thread::{AccessError, LocalKey, Result, available_parallelism, panicking};

pub(crate) use spawn::Child;
