//! The exercise's own tests, against the solution.

extern crate too_many_at_once_solution as too_many_at_once;

#[path = "../../../../exercises/01_async_fetch/03_too_many_at_once/tests/too_many_at_once.rs"]
mod tests;
