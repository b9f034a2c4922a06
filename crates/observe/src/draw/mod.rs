//! Three drawings of a [`Timeline`](crate::Timeline): for the terminal, as SVG, as a Chrome trace. And plain bars.

mod axis;
mod bars;
mod chrome;
pub mod picture;
mod svg;
mod terminal;

pub use bars::{Bar, bars};
pub use chrome::chrome_trace;
pub(crate) use chrome::micros;
pub use picture::Picture;
pub use svg::{Timelines, svg};
pub use terminal::terminal;

/// What makes a row of a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// A row a task; shading (or, with more than one thread, the thread's number) tells that it ran.
    Tasks,
    /// A row a thread; the task's number tells what it ran.
    Threads,
}
