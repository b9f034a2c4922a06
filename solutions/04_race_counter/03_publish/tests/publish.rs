//! The exercise's own tests, against the solution.

extern crate publish_solution as publish;

#[path = "../../../../exercises/04_race_counter/03_publish/tests/publish.rs"]
mod tests;
