//! The lesson's functions, by what they do.

use scheduler_scaling::{
    cpu_intensive_work, expected, run_with_global_lock, run_with_threads, run_with_workers, run_with_yields, split,
};

const STEPS: u64 = 20_000;

#[test]
fn the_loop_and_the_formula_agree() {
    for steps in [0..0, 0..1, 0..999, 0..1_000, 0..1_001, 3..12_345, 999..1_001, 5_000..5_000] {
        assert_eq!(cpu_intensive_work(steps.clone()), expected(&steps), "{steps:?}");
    }
    assert_eq!(expected(&(0..50_000_000)), 24_975_000_000, "the article's task");
}

#[test]
fn a_split_covers_every_step_once() {
    for pieces in [1, 2, 3, 7, 100, 200] {
        let parts: Vec<_> = split(10..110, pieces).collect();
        assert_eq!(parts.len(), pieces);
        assert_eq!((parts[0].start, parts[pieces - 1].end), (10, 110));
        assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start), "{parts:?}");
        let lengths: Vec<u64> = parts.iter().map(|part| part.end - part.start).collect();
        assert!(lengths.iter().max().unwrap() - lengths.iter().min().unwrap() <= 1, "{lengths:?}");
    }
}

#[test]
fn every_way_to_run_gives_the_same_sums() {
    let sum = expected(&(0..STEPS));
    for workers in [1, 2, 5] {
        assert_eq!(run_with_workers(workers, 8, STEPS).unwrap(), [sum; 8]);
        assert_eq!(run_with_yields(workers, 8, STEPS, 6).unwrap(), [sum; 8]);
    }
    for threads in [1, 2, 3, 16] {
        assert_eq!(run_with_threads(threads, 0..STEPS).unwrap(), sum);
        assert_eq!(run_with_global_lock(threads, 0..STEPS, 100).unwrap(), sum);
    }
}

#[test]
fn more_threads_than_steps_do_no_harm() {
    assert_eq!(run_with_threads(20, 0..3).unwrap(), 3);
    assert_eq!(run_with_global_lock(20, 0..3, 1).unwrap(), 3);
    assert!(run_with_workers(1, 0, STEPS).unwrap().is_empty());
}
