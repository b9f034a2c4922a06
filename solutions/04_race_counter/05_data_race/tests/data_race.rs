//! The exercise's own tests, against the solution.

extern crate data_race_solution as data_race;

#[path = "../../../../exercises/04_race_counter/05_data_race/tests/data_race.rs"]
mod tests;
