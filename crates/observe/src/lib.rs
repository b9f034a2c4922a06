//! Measures a run and draws it.
//!
//! *Cores used*, CPU time over wall time, is the one number that tells concurrency from parallelism: a program that
//! waits for a thousand answers at once uses 0.1 of a core, one that computes on four threads uses 4. This crate
//! measures it ([`Meter`]), records who ran when ([`Recorder`]) and shows both: as an aligned table ([`Table`]), as a
//! timeline in the terminal, as SVG and as a Chrome trace ([`draw`]), and as a record in JSON ([`Record`]).
//!
//! [`lesson`] holds what all lessons' programs share: their flags, the order of what they print, their files.

mod cpu;
pub mod draw;
pub mod lesson;
pub mod machine;
mod memory;
mod meter;
pub mod predict;
mod record;
mod recorder;
mod stats;
mod table;
mod timeline;
pub mod units;

pub use cpu::{ContextSwitches, process_cpu_time, thread_cpu_time};
pub use machine::Machine;
pub use memory::{Footprint, LaterLook};
pub use meter::{Meter, Usage, measure};
pub use record::{Record, Row};
pub use recorder::{Recorder, TaskSubscriber};
pub use stats::Spread;
pub use table::Table;
pub use timeline::{Slice, Timeline};
