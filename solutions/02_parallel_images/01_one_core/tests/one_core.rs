//! The exercise's own tests, against the solution.

extern crate one_core_solution as one_core;

#[path = "../../../../exercises/02_parallel_images/01_one_core/tests/one_core.rs"]
mod tests;
