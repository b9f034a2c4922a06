//! The exercise's own tests, against the solution.

extern crate starved_heartbeat_solution as starved_heartbeat;

#[path = "../../../../exercises/03_scheduler_scaling/01_starved_heartbeat/tests/starved_heartbeat.rs"]
mod tests;
