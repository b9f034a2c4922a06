//! The exercise's own tests, against the solution.

extern crate spinlock_solution as spinlock;

#[path = "../../../../exercises/04_race_counter/07_spinlock/tests/spinlock.rs"]
mod tests;
