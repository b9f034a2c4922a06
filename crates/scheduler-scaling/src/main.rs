//! Lesson 3: the same tasks on one worker and on all cores; then more threads, one lock, and tasks that wait.
//!
//! `cargo run -p scheduler-scaling` or `just lesson 3`

mod report;

use std::process::ExitCode;

use observe::lesson;
use report::{
    conclusion, more_threads_than_cores, one_lock_around_it_all, same_tasks_one_worker_then_all, tasks_that_wait,
    thread_counts, when_a_worker_switches,
};
use scheduler_scaling::STEPS;

fn main() -> ExitCode {
    lesson::run(observe::program!(), vec![], |lesson| {
        let steps = if lesson.quick() { STEPS / 100 } else { STEPS };
        let cores = num_cpus::get().max(1);
        lesson.expect(9 + thread_counts(cores).len());

        let (alone, parallel) = same_tasks_one_worker_then_all(lesson, steps, cores)?;
        when_a_worker_switches(lesson, steps)?;
        more_threads_than_cores(lesson, steps, cores)?;
        one_lock_around_it_all(lesson, steps, cores)?;
        tasks_that_wait(lesson, cores)?;
        conclusion(lesson, cores, &alone, &parallel)
    })
}
