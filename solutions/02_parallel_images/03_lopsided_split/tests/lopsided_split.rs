//! The exercise's own tests, against the solution.

extern crate lopsided_split_solution as lopsided_split;

#[path = "../../../../exercises/02_parallel_images/03_lopsided_split/tests/lopsided_split.rs"]
mod tests;
