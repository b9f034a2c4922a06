//! Lesson 1 · Concurrency: dealing with many things at once, without doing many things at once.
//!
//! [`fetch`] gets one URL. [`fetch_one_by_one`] waits for each before it asks for the next; [`fetch_all`] asks for all
//! and then waits for all, on the same single thread. [`fetch_on_threads`] reaches the same with a thread a request,
//! which shows what that costs.

mod client;
mod fetch;
mod outcome;
mod threads;

pub use client::{Proxies, client, one_thread};
pub use fetch::{fetch, fetch_all, fetch_one_by_one};
pub use outcome::{FetchError, Fetched, Outcome};
pub use threads::fetch_on_threads;

/// Redirects that are followed before a request fails.
pub const MOST_REDIRECTS: usize = 5;
