//! std's threads, locks and atomics, with every interleaving tried.
//!
//! Inside [`check`] the operations of this crate's types are steps of a model; outside they are std's. Which, is decided at
//! run time: one build, no `--cfg`. One line at the root of a crate is enough, `extern crate interleave as std;`: every
//! `use std::…` of the crate then means this one, which passes on all else that std has.
//!
//! ```
//! extern crate interleave as std;
//!
//! use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
//! use std::thread;
//!
//! # fn main() {
//! let result = interleave::Checker::new().try_check(|| {
//!     let count = AtomicU64::new(0);
//!     thread::scope(|scope| {
//!         for _ in 0..2 {
//!             scope.spawn(|| {
//!                 let old = count.load(SeqCst);
//!                 count.store(old + 1, SeqCst);
//!             });
//!         }
//!     });
//!     assert_eq!(count.into_inner(), 2, "an update was lost");
//! });
//! let failure = result.unwrap_err();
//! assert_eq!(failure.kind, interleave::Kind::LostUpdate);
//! assert_eq!((failure.orders.failing, failure.orders.executions), (4, 6));
//! # }
//! ```
//!
//! | | |
//! | --- | --- |
//! | [`check`] | tries every interleaving; panics with the one that fails, as a table |
//! | [`Checker`] | the same with other bounds, or with the failure as data |
//! | [`explore`](explore()) | every outcome with its number of orders, and the graph of states; as JSON, too |
//! | [`replay`] | runs one interleaving again, by its key |
//! | [`within`] | a watchdog for real threads: a hang becomes a report |
//!
//! How it searches, what differs from std inside a check, and what it can't show, is in the README.

#![allow(clippy::legacy_numeric_constants, reason = "what std has, this has")]

mod atomic;
pub mod cell;
mod check;
pub mod explore;
pub mod hint;
mod model;
mod order;
mod report;
pub mod sync;
pub mod thread;
mod within;

pub use check::{Checker, check, replay};
#[doc(inline)]
pub use explore::explore;
pub use report::{Cause, Failure, Finding, Kind, Outcome, Report, Row, Tried};
pub use within::within;

#[doc(no_inline)]
pub use std::{
    alloc, any, array, ascii, backtrace, borrow, boxed, char, clone, cmp, collections, convert, default, env, error,
    f32, f64, ffi, fmt, fs, future, hash, i8, i16, i32, i64, i128, io, isize, iter, marker, mem, net, num, ops, option,
    os, panic, path, pin, prelude, primitive, process, ptr, rc, result, slice, str, string, task, time, u8, u16, u32,
    u64, u128, usize, vec,
};
#[doc(no_inline)]
pub use std::{
    assert, assert_eq, assert_ne, cfg, column, compile_error, concat, dbg, debug_assert, debug_assert_eq,
    debug_assert_ne, eprint, eprintln, file, format, format_args, include, include_bytes, include_str,
    is_x86_feature_detected, line, matches, module_path, option_env, print, println, stringify, thread_local, todo,
    unimplemented, unreachable, write, writeln,
};
