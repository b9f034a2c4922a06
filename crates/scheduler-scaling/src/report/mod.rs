//! The parts of the report, in its order.

mod conclusion;
mod global_lock;
mod switching;
mod threads;
mod waiting;
mod workers;

use observe::{Recorder, Timeline};

pub(crate) use conclusion::conclusion;
pub(crate) use global_lock::one_lock_around_it_all;
pub(crate) use switching::when_a_worker_switches;
pub(crate) use threads::{more_threads_than_cores, thread_counts};
pub(crate) use waiting::tasks_that_wait;
pub(crate) use workers::same_tasks_one_worker_then_all;

/// Tasks, as in the article.
const TASKS: usize = 8;
/// Runs of each row: their median is shown.
const RUNS: usize = 3;

/// Runs `work` while its timeline is recorded.
fn in_time<T>(
    recorder: &Recorder,
    title: &str,
    work: impl FnOnce() -> std::io::Result<T>,
) -> anyhow::Result<(T, Timeline)> {
    let (result, timeline) = recorder.record(title, work);
    Ok((result?, timeline))
}
