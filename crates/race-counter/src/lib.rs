//! Lesson 4 · Race conditions: four threads increment one counter 100,000 times each, and 400,000 is not what comes
//! out.
//!
//! [`increment_unsafe`] is the article's broken function, in the only form that safe Rust lets through; the fixes
//! follow in the order of what they cost: [`increment_mutex`], [`increment_parking_lot`], [`increment_fetch_add`],
//! [`count_alone`]. [`on_threads`] runs any of them on threads that begin together. [`proof`] takes
//! the smallest program with the same fault through every interleaving.

mod broken;
mod compiler;
mod fixed;
pub mod proof;
mod threads;

pub use broken::{increment_unsafe, increment_unsafe_yielding};
pub use compiler::{REFUSALS, Refusal};
pub use fixed::{count_alone, increment_fetch_add, increment_mutex, increment_parking_lot};
pub use threads::{Start, on_threads};

/// Threads, as in the article.
pub const THREADS: usize = 4;
/// Increments of each thread, as in the article.
pub const INCREMENTS: u64 = 100_000;
