//! What a machine can reach at best: the figure to predict before looking.

/// The best speedup of `tasks` equal pieces of work on `cores` cores: they run in `ceil(tasks / cores)` rounds,
/// so 8 tasks on 6 cores make 4x. 1 where there is nothing to share.
#[must_use]
pub fn equal_tasks(tasks: usize, cores: usize) -> f64 {
    let rounds = tasks.div_ceil(cores.max(1)).max(1);
    (tasks as f64 / rounds as f64).max(1.0)
}

/// The best speedup of pieces of work that take `durations` (any unit) on `cores` cores: the total over the
/// larger of the longest piece and an even share. This is the classic lower bound on the makespan
/// (R. L. Graham, "Bounds on Multiprocessing Timing Anomalies", 1969). 1 where there is nothing to share.
#[must_use]
pub fn unequal_tasks(durations: &[f64], cores: usize) -> f64 {
    let total: f64 = durations.iter().sum();
    let longest = durations.iter().copied().fold(0.0, f64::max);
    let shortest_possible = longest.max(total / cores.max(1) as f64);
    if shortest_possible > 0.0 { (total / shortest_possible).max(1.0) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::{equal_tasks, unequal_tasks};

    #[test]
    fn equal_tasks_run_in_rounds() {
        for (tasks, cores, speedup) in [(8, 1, 1.0), (8, 2, 2.0), (8, 6, 4.0), (8, 8, 8.0), (8, 64, 8.0), (0, 4, 1.0)] {
            assert_eq!(equal_tasks(tasks, cores), speedup, "{tasks} tasks on {cores} cores");
        }
    }

    #[test]
    fn the_longest_task_bounds_unequal_ones() {
        assert_eq!(unequal_tasks(&[1.0, 1.0, 1.0, 1.0], 2), 2.0);
        assert_eq!(unequal_tasks(&[6.0, 1.0, 1.0], 8), 8.0 / 6.0);
        assert_eq!(unequal_tasks(&[5.0], 4), 1.0);
        assert_eq!(unequal_tasks(&[], 4), 1.0);
    }
}
