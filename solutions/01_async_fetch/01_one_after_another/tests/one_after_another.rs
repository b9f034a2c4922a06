//! The exercise's own tests, against the solution.

extern crate one_after_another_solution as one_after_another;

#[path = "../../../../exercises/01_async_fetch/01_one_after_another/tests/one_after_another.rs"]
mod tests;
