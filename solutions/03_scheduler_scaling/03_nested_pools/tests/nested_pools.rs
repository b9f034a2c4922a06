//! The exercise's own tests, against the solution.

extern crate nested_pools_solution as nested_pools;

#[path = "../../../../exercises/03_scheduler_scaling/03_nested_pools/tests/nested_pools.rs"]
mod tests;
