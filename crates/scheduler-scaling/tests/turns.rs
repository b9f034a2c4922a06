//! Who gets the worker when. A recorder hears of the whole process, so this is a test, and a process, of its own.

use std::time::Duration;

use observe::Recorder;
use scheduler_scaling::{run_waiting, run_with_threads, run_with_workers, run_with_yields};

const STEPS: u64 = 20_000;

#[test]
fn a_worker_switches_only_at_an_await() {
    let recorder = Recorder::install().expect("the only one in this process");

    let (_, plain) = recorder.record("plain", || run_with_workers(1, 4, STEPS).unwrap());
    assert_eq!(plain.turns(), [0, 1, 2, 3], "each task runs to its end");
    assert_eq!(plain.threads, ["worker 0"]);

    let (_, yielding) = recorder.record("yielding", || run_with_yields(1, 4, STEPS, 5).unwrap());
    assert_eq!(yielding.turns().len(), 4 * 5, "each task gets its five turns, and no task two running");
    assert_eq!(yielding.most_at_once(), 1, "one worker runs one task at a time");

    let (_, waiting) = recorder.record("waiting", || run_waiting(1, 4, Duration::from_millis(1)).unwrap());
    assert_eq!(waiting.tasks.len(), 4);
    assert!(waiting.slices.len() >= 8, "each is polled before and after its wait: {waiting:?}");

    let (_, locked) = recorder.record("threads", || run_with_threads(3, 0..STEPS).unwrap());
    assert_eq!(locked.threads, ["thread 0", "thread 1", "thread 2"]);
}
