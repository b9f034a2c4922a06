//! The exercise's own tests, against the solution.

extern crate check_then_act_solution as check_then_act;

#[path = "../../../../exercises/04_race_counter/04_check_then_act/tests/check_then_act.rs"]
mod tests;
