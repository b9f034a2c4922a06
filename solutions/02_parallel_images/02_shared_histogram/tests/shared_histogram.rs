//! The exercise's own tests, against the solution.

extern crate shared_histogram_solution as shared_histogram;

#[path = "../../../../exercises/02_parallel_images/02_shared_histogram/tests/shared_histogram.rs"]
mod tests;
