//! The exercise's own tests, against the solution.

extern crate lost_on_timeout_solution as lost_on_timeout;

#[path = "../../../../exercises/01_async_fetch/04_lost_on_timeout/tests/lost_on_timeout.rs"]
mod tests;
