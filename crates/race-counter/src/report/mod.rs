//! The parts of the report, in its order.

mod compiler;
mod conclusion;
mod fixes;
mod kinds;
mod proof;
mod stress;

pub(crate) use compiler::what_the_compiler_says;
pub(crate) use conclusion::conclusion;
pub(crate) use fixes::the_fixes;
pub(crate) use kinds::two_kinds_of_race;
pub(crate) use proof::every_interleaving;
pub(crate) use stress::updates_get_lost;

/// Runs of the broken program: often enough to see how much the result varies.
const STRESS_RUNS: usize = 20;
