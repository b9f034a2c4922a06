//! What a proof says to people and to programs.

mod json;
mod messages;
mod summary;
mod table;

pub use json::json;
pub use messages::messages;
pub use summary::{lacks, line, summary};
pub use table::table;
