//! The exercise's own tests, against the solution.

extern crate lost_update_solution as lost_update;

#[path = "../../../../exercises/04_race_counter/01_lost_update/tests/lost_update.rs"]
mod tests;
