//! The test kit of the exercises: it sees *how* code ran, and never looks at how long it took.
//!
//! A test hands the code under test a closure, and puts one of these inside it:
//!
//! | | answers |
//! | --- | --- |
//! | [`Gate`] | are `n` of them inside at once? are there ever more? |
//! | [`HighWater`] | how many at most, on which threads? |
//! | [`Tally`] | was this still running when those others were done? |
//! | [`Service`] | the same for requests, in memory, with failing and slow ones |
//! | [`HttpServer`] | the same for requests, over HTTP |
//!
//! and calls it in [`watched`], which turns a hang into a message. A gate holds its threads until enough are there, or
//! until it is certain that nobody else will come: *every other thread of the process sleeps*. So a loop in which one
//! follows the other is found out at once, on one core as on 64, on an idle machine as on a busy one.
//!
//! ```
//! use gates::{Gate, watched};
//!
//! let gate = Gate::opens_when_quiet(3);
//! watched(move || std::thread::scope(|s| {
//!     for _ in 0..3 {
//!         s.spawn(move || gate.pass());
//!     }
//! }));
//! assert_eq!(gate.most_inside(), 3, "{gate}");
//!
//! let gate = Gate::opens_when_quiet(3);
//! watched(move || (0..3).for_each(|_| gate.pass()));
//! assert_eq!(gate.most_inside(), 1, "{gate}");
//! ```
//!
//! Gates, marks, tallies and services are handles: copy them into closures. What is behind them is never freed, so that
//! a thread which hangs in a failed test still finds it: some hundred bytes a test.

pub use gate::{Gate, Opened};
pub use high_water::{HighWater, Inside};
pub use http::HttpServer;
pub use in_model::draw;
pub use reply::Replies;
pub use service::{Refused, Service};
pub use tally::Tally;
pub use watched::{watched, watched_telling};

mod gate;
mod hall;
mod high_water;
mod http;
mod panics;
mod process;
mod reply;
mod service;
mod tally;
mod watched;
