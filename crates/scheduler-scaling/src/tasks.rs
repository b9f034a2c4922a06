//! Tasks on a scheduler: the number of workers changes, the tasks and their code don't.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::task::yield_now;
use tracing::{Instrument as _, info_span};

use crate::work::{cpu_intensive_work, split};

/// Runs `tasks` tasks of `steps` steps each on `workers` threads and returns their results in order.
///
/// # Errors
/// The system gave no runtime: no threads, or no timer.
// ANCHOR: run_with_workers
pub fn run_with_workers(workers: usize, tasks: usize, steps: u64) -> std::io::Result<Vec<u64>> {
    run(workers, tasks, move || async move { cpu_intensive_work(0..steps) })
}
// ANCHOR_END: run_with_workers

/// The same, but each task offers its worker to the others `turns - 1` times on its way.
///
/// # Errors
/// As [`run_with_workers`].
// ANCHOR: run_with_yields
pub fn run_with_yields(workers: usize, tasks: usize, steps: u64, turns: usize) -> std::io::Result<Vec<u64>> {
    run(workers, tasks, move || async move {
        let mut result = 0;
        for piece in split(0..steps, turns) {
            if piece.start > 0 {
                yield_now().await;
            }
            result += cpu_intensive_work(piece);
        }
        result
    })
}
// ANCHOR_END: run_with_yields

/// Tasks that wait instead of computing: each sleeps for `wait`.
///
/// # Errors
/// As [`run_with_workers`].
// ANCHOR: run_waiting
pub fn run_waiting(workers: usize, tasks: usize, wait: Duration) -> std::io::Result<()> {
    run(workers, tasks, move || tokio::time::sleep(wait)).map(drop)
}
// ANCHOR_END: run_waiting

/// Spawns `tasks` tasks before it waits for the first, as the article does with goroutines.
// ANCHOR: run
fn run<F>(workers: usize, tasks: usize, task: impl Fn() -> F) -> std::io::Result<Vec<F::Output>>
where
    F: Future<Output: Send> + Send + 'static,
{
    let runtime = runtime(workers)?;
    Ok(runtime.block_on(async {
        let handles: Vec<_> =
            (0..tasks).map(|number| tokio::spawn(task().instrument(info_span!("task", task = number)))).collect();
        let mut results = Vec::with_capacity(tasks);
        for handle in handles {
            results.push(handle.await.expect("a task neither panics nor is cancelled"));
        }
        results
    }))
}
// ANCHOR_END: run

// ANCHOR: runtime
fn runtime(workers: usize) -> std::io::Result<Runtime> {
    let started = AtomicUsize::new(0);
    Builder::new_multi_thread()
        .worker_threads(workers)
        .thread_name_fn(move || format!("worker {}", started.fetch_add(1, Ordering::Relaxed)))
        .enable_time()
        .build()
}
// ANCHOR_END: runtime
