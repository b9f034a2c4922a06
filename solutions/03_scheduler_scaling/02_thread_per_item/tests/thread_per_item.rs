//! The exercise's own tests, against the solution.

extern crate thread_per_item_solution as thread_per_item;

#[path = "../../../../exercises/03_scheduler_scaling/02_thread_per_item/tests/thread_per_item.rs"]
mod tests;
