//! Who ran when: the slices of time that tasks spent on threads.

use std::time::Duration;

/// One stretch of time that one task spent on one thread: for an instrumented future a poll, or its drop, for which
/// `tracing` enters the span as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    /// Index into [`Timeline::tasks`].
    pub task: usize,
    /// Index into [`Timeline::threads`].
    pub thread: usize,
    /// When the task was entered, since the recording began.
    pub start: Duration,
    /// When it was left.
    pub end: Duration,
}

/// A recording: every slice in the order of its start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// What was recorded, as a heading.
    pub title: String,
    /// Names of the tasks, in the order in which they were made.
    pub tasks: Vec<String>,
    /// Names of the threads, in natural order (`worker 2` before `worker 10`).
    pub threads: Vec<String>,
    /// Who ran when.
    pub slices: Vec<Slice>,
    /// How long the recording lasted.
    pub length: Duration,
}

impl Timeline {
    /// The largest number of threads that were inside a task at the same instant: 1 is concurrency at most,
    /// more is parallelism. (A thread that the operating system took off its core meanwhile still counts.)
    #[must_use]
    pub fn most_at_once(&self) -> usize {
        let mut events: Vec<(Duration, bool)> =
            self.slices.iter().flat_map(|slice| [(slice.start, true), (slice.end, false)]).collect();
        // At the same instant the end comes first: slices that only touch don't overlap.
        events.sort();
        let (mut now, mut most) = (0_usize, 0);
        for (_, enters) in events {
            now = if enters { now + 1 } else { now.saturating_sub(1) };
            most = most.max(now);
        }
        most
    }

    /// The tasks in the order in which they got their turns; the same task twice running counts as one turn.
    #[must_use]
    pub fn turns(&self) -> Vec<usize> {
        let mut turns: Vec<usize> = self.slices.iter().map(|slice| slice.task).collect();
        turns.dedup();
        turns
    }

    /// The stretches in which no task ran, longest ones included, each as (start, end).
    #[must_use]
    pub fn idle(&self) -> Vec<(Duration, Duration)> {
        let mut idle = Vec::new();
        let mut busy_until = Duration::ZERO;
        for slice in &self.slices {
            if slice.start > busy_until {
                idle.push((busy_until, slice.start));
            }
            busy_until = busy_until.max(slice.end);
        }
        if self.length > busy_until {
            idle.push((busy_until, self.length));
        }
        idle
    }

    /// When a task was first entered and last left; `None` for a task that never ran.
    #[must_use]
    pub fn lifetime(&self, task: usize) -> Option<(Duration, Duration)> {
        let own = || self.slices.iter().filter(move |slice| slice.task == task);
        Some((own().map(|slice| slice.start).min()?, own().map(|slice| slice.end).max()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timeline(slices: &[(usize, usize, u64, u64)]) -> Timeline {
        let ms = Duration::from_millis;
        Timeline {
            slices: slices
                .iter()
                .map(|&(task, thread, start, end)| Slice { task, thread, start: ms(start), end: ms(end) })
                .collect(),
            length: ms(100),
            ..Timeline::default()
        }
    }

    #[test]
    fn slices_that_only_touch_are_not_at_once() {
        assert_eq!(timeline(&[(0, 0, 0, 10), (1, 0, 10, 20)]).most_at_once(), 1);
        assert_eq!(timeline(&[(0, 0, 0, 10), (1, 1, 9, 20), (2, 2, 9, 12)]).most_at_once(), 3);
        assert_eq!(timeline(&[]).most_at_once(), 0);
    }

    #[test]
    fn turns_are_told_in_order_and_once_each() {
        assert_eq!(timeline(&[(0, 0, 0, 1), (0, 0, 2, 3), (1, 0, 4, 5), (0, 0, 6, 7)]).turns(), [0, 1, 0]);
    }

    #[test]
    fn idle_is_what_no_slice_covers() {
        let ms = Duration::from_millis;
        let idle = timeline(&[(0, 0, 5, 10), (1, 1, 7, 20), (0, 0, 90, 95)]).idle();
        assert_eq!(idle, [(ms(0), ms(5)), (ms(20), ms(90)), (ms(95), ms(100))]);
    }

    #[test]
    fn a_lifetime_spans_all_slices_of_a_task() {
        let ms = Duration::from_millis;
        let timeline = timeline(&[(0, 0, 5, 10), (1, 1, 7, 20), (0, 0, 90, 95)]);
        assert_eq!(timeline.lifetime(0), Some((ms(5), ms(95))));
        assert_eq!(timeline.lifetime(7), None);
    }
}
