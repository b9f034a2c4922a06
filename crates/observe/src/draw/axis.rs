//! A time axis that cuts out long stretches in which nothing ran.
//!
//! Four requests of a second are polled for a millisecond at both ends; drawn to scale, the polls that the picture
//! is about would share one column. So a long idle stretch shrinks to a mark that names its length.

use std::time::Duration;

use crate::timeline::Timeline;

/// A stretch of time on the axis and the columns that it gets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Segment {
    pub(super) start: Duration,
    pub(super) end: Duration,
    /// First column.
    pub(super) column: f64,
    /// Number of columns.
    pub(super) columns: f64,
    /// An idle stretch that is not drawn to scale.
    pub(super) is_break: bool,
}

impl Segment {
    fn length(&self) -> f64 {
        (self.end - self.start).as_secs_f64()
    }

    /// The columns of this segment that lie between two moments; `None` outside of it.
    pub(super) fn columns_between(&self, start: Duration, end: Duration) -> Option<(f64, f64)> {
        let (from, to) = (start.max(self.start), end.min(self.end));
        if from > to || self.length() == 0.0 || (from == to && start != end) {
            return None;
        }
        let at = |moment: Duration| {
            let column = self.column + (moment - self.start).as_secs_f64() / self.length() * self.columns;
            // Rounding errors would put what starts at a column's edge into the column before it.
            (column * 1024.0).round() / 1024.0
        };
        Some((at(from), at(to)))
    }
}

/// Divides `columns` among the parts of `timeline`. Breaks get `break_columns` each.
///
/// An idle stretch becomes a break when it takes over a third of the whole and the busy rest would get less room
/// than half of the drawing without it.
pub(super) fn segments(timeline: &Timeline, columns: f64, break_columns: f64) -> Vec<Segment> {
    let total = timeline.length.as_secs_f64();
    let idle: Vec<_> =
        timeline.idle().into_iter().filter(|(from, to)| (*to - *from).as_secs_f64() > total / 3.0).collect();
    let idle_total: f64 = idle.iter().map(|(from, to)| (*to - *from).as_secs_f64()).sum();
    let worth_it = idle_total > total / 2.0 && idle_total < total;
    let breaks = if worth_it { idle } else { Vec::new() };

    let mut parts = Vec::new();
    let mut at = Duration::ZERO;
    for (from, to) in breaks {
        if from > at {
            parts.push((at, from, false));
        }
        parts.push((from, to, true));
        at = to;
    }
    if timeline.length > at || parts.is_empty() {
        parts.push((at, timeline.length, false));
    }

    let break_total = break_columns * parts.iter().filter(|part| part.2).count() as f64;
    let busy: Vec<f64> = parts.iter().filter(|part| !part.2).map(|part| (part.1 - part.0).as_secs_f64()).collect();
    let busy_total: f64 = busy.iter().sum();
    let room = columns - break_total;
    // Both ends of a wait are worth seeing: none gets less than a quarter of an even share.
    let floor = room / busy.len() as f64 / 4.0;
    let wanted = |length: f64| if busy_total > 0.0 { (length / busy_total * room).max(floor) } else { room };
    let scale = room / busy.iter().map(|&length| wanted(length)).sum::<f64>();

    let mut column = 0.0;
    parts
        .into_iter()
        .map(|(start, end, is_break)| {
            let columns = if is_break { break_columns } else { (wanted((end - start).as_secs_f64()) * scale).floor() };
            let segment = Segment { start, end, column, columns, is_break };
            column += columns;
            segment
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::Slice;

    fn ms(value: u64) -> Duration {
        Duration::from_millis(value)
    }

    fn timeline(slices: &[(u64, u64)], length: u64) -> Timeline {
        let slice = |&(start, end): &(u64, u64)| Slice { task: 0, thread: 0, start: ms(start), end: ms(end) };
        Timeline { slices: slices.iter().map(slice).collect(), length: ms(length), ..Timeline::default() }
    }

    #[test]
    fn a_busy_timeline_is_drawn_to_scale() {
        let segments = segments(&timeline(&[(0, 50), (60, 100)], 100), 60.0, 9.0);
        assert_eq!(segments.len(), 1);
        assert_eq!((segments[0].column, segments[0].columns, segments[0].is_break), (0.0, 60.0, false));
        assert_eq!(segments[0].columns_between(ms(50), ms(100)), Some((30.0, 60.0)));
    }

    #[test]
    fn a_long_wait_shrinks_to_a_break_and_both_ends_keep_room() {
        let segments = segments(&timeline(&[(0, 9), (998, 1000)], 1000), 60.0, 9.0);
        assert_eq!(segments.iter().map(|s| s.is_break).collect::<Vec<_>>(), [false, true, false]);
        let columns: Vec<f64> = segments.iter().map(|s| s.columns).collect();
        assert_eq!(columns[1], 9.0);
        assert!(columns[0] > columns[2] && columns[2] >= 6.0, "{columns:?}");
        assert!(columns.iter().sum::<f64>() <= 60.0);
    }

    #[test]
    fn an_empty_timeline_has_one_segment() {
        assert_eq!(segments(&timeline(&[], 0), 60.0, 9.0).len(), 1);
        assert_eq!(segments(&timeline(&[], 10), 60.0, 9.0).len(), 1);
    }
}
