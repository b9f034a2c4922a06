//! The exercise's own tests, against the solution.

extern crate lost_wakeup_solution as lost_wakeup;

#[path = "../../../../exercises/04_race_counter/06_lost_wakeup/tests/lost_wakeup.rs"]
mod tests;
