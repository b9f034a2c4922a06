//! The exercise's own tests, against the solution.

extern crate blocked_runtime_solution as blocked_runtime;

#[path = "../../../../exercises/01_async_fetch/02_blocked_runtime/tests/blocked_runtime.rs"]
mod tests;
