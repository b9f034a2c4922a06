//! The exercise's own tests, against the solution.

extern crate opposite_locks_solution as opposite_locks;

#[path = "../../../../exercises/04_race_counter/02_opposite_locks/tests/opposite_locks.rs"]
mod tests;
