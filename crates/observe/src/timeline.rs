//! Who ran when: the slices of time that tasks spent on threads.

use std::time::Duration;

use serde_json::Value;

use crate::recorder::natural;

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
    /// The timeline `index` of a record as [`Record::to_json`](crate::Record::to_json) wrote it, with tasks and threads
    /// in natural order; `None` where the record has no such timeline, or anything in it is not what it should be.
    #[must_use]
    pub fn from_record(record: &Value, index: usize) -> Option<Self> {
        let micros = |value: &Value| Duration::try_from_secs_f64(value.as_f64()? / 1e6).ok();
        let told = record["timelines"].get(index)?;
        let own = |span: &&Value| span["timeline"].as_u64() == u64::try_from(index).ok();
        let spans: Vec<&Value> = record["spans"].as_array()?.iter().filter(own).collect();
        let names = |key: &str| -> Option<Vec<String>> {
            let mut names = Vec::new();
            for span in &spans {
                names.push(span[key].as_str()?.to_owned());
            }
            names.sort_by_cached_key(|name| natural(name));
            names.dedup();
            Some(names)
        };
        let (tasks, threads) = (names("task")?, names("thread")?);
        let place = |names: &[String], name: &Value| names.iter().position(|known| name == known.as_str());
        let mut slices = Vec::with_capacity(spans.len());
        for span in &spans {
            let (start, end) = (micros(&span["start_us"])?, micros(&span["end_us"])?);
            if end < start {
                return None;
            }
            slices.push(Slice {
                task: place(&tasks, &span["task"])?,
                thread: place(&threads, &span["thread"])?,
                start,
                end,
            });
        }
        slices.sort_by_key(|slice| (slice.start, slice.end));
        let title = told["title"].as_str()?.to_owned();
        Some(Self { title, tasks, threads, slices, length: micros(&told["length_us"])? })
    }

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
    use serde_json::json;

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
    fn a_record_gives_its_timelines_back() {
        let span = |timeline, task, thread, start, end| json!({"timeline": timeline, "task": task, "thread": thread, "start_us": start, "end_us": end});
        let mut record = json!({
            "timelines": [{"title": "other", "length_us": 1.0}, {"title": "told", "length_us": 3000.0}],
            "spans": [
                span(0, "x", "y", 0.0, 1.0),
                span(1, "task 10", "worker 1", 0.5, 1000.0),
                span(1, "task 9", "worker 0", 1000.0, 2000.0),
            ],
        });
        let read = Timeline::from_record(&record, 1).expect("a timeline");
        assert_eq!((read.title.as_str(), read.length), ("told", Duration::from_millis(3)));
        assert_eq!(read.tasks, ["task 9", "task 10"]);
        assert_eq!(read.threads, ["worker 0", "worker 1"]);
        let first = Slice { task: 1, thread: 1, start: Duration::from_nanos(500), end: Duration::from_millis(1) };
        assert_eq!(read.slices[0], first);
        assert_eq!(Timeline::from_record(&record, 2), None);
        for wrong in [json!(-1.0), json!("soon"), json!(1e300)] {
            record["spans"][1]["start_us"] = wrong;
            assert_eq!(Timeline::from_record(&record, 1), None);
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
