//! Lesson 3 · Key differences: structure and execution are two things.
//!
//! Eight tasks that compute are handed to a scheduler with one worker and to the same scheduler with a worker a core
//! ([`run_with_workers`]): the tasks and their code are the same, *cores used* goes from 1 to the number of cores.
//! Then three things that people expect to help, and don't: more threads than cores ([`run_with_threads`]), threads
//! that share one lock ([`run_with_global_lock`]), more workers for tasks that only wait ([`run_waiting`]).

mod tasks;
mod threads;
mod work;

pub use tasks::{run_waiting, run_with_workers, run_with_yields};
pub use threads::{run_with_global_lock, run_with_threads};
pub use work::{STEPS, cpu_intensive_work, expected, split};
