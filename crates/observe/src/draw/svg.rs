//! The timeline as SVG: follows a light or dark page, and needs no script.

use std::time::Duration;

use super::Rows;
use super::axis::{Segment, segments};
use super::picture::{LETTER, Picture, WIDTH, shorten, text_width};
use crate::timeline::Timeline;
use crate::units;

const ROW: f64 = 36.0;
const BREAK: f64 = 130.0;
const HEADING: f64 = 44.0;
const LEGEND: f64 = 28.0;
const MARGIN: f64 = 8.0;

/// One or more timelines as one picture, and how much of them it shows.
#[derive(Clone, Debug)]
pub struct Timelines<'a> {
    /// What makes the picture's ids its own.
    pub name: &'a str,
    /// What is seen, for those who can't see it; empty where the tooltips must do.
    pub description: &'a str,
    /// What is drawn, from top to bottom.
    pub timelines: &'a [(&'a Timeline, Rows)],
    /// How many rows a timeline has at most; of more, the rest is counted.
    pub most_rows: usize,
    /// Where the time axis ends, so that one timeline can be compared with a longer one beside it.
    pub until: Duration,
}

/// Draws the timelines one below the other, each with its own rows and time axis. Bars carry a tooltip with the
/// task, the thread and the times; where there is room, the number of the other dimension stands in the bar.
#[must_use]
pub fn svg(timelines: &[(&Timeline, Rows)]) -> String {
    Timelines { name: "timeline", description: "", timelines, most_rows: usize::MAX, until: Duration::ZERO }.draw()
}

impl Timelines<'_> {
    /// The picture.
    #[must_use]
    pub fn draw(&self) -> String {
        let titles: Vec<&str> = self.timelines.iter().map(|(timeline, _)| timeline.title.as_str()).collect();
        let mut picture = Picture::new(self.name, &titles.join("; "), self.description);
        let mut top = 0.0;
        for (timeline, rows) in self.timelines {
            top = self.one(&mut picture, timeline, *rows, top);
        }
        picture.finish(top.max(1.0))
    }

    fn one(&self, picture: &mut Picture, timeline: &Timeline, rows: Rows, top: f64) -> f64 {
        let names = match rows {
            Rows::Tasks => &timeline.tasks,
            Rows::Threads => &timeline.threads,
        };
        let shown = if names.len() > self.most_rows { self.most_rows } else { names.len() };
        let widest = names.iter().take(shown).map(|name| text_width(name)).fold(40.0, f64::max).min(220.0);
        let left = MARGIN + widest + 14.0;
        // On a scale shared with a longer timeline, this one takes a part of the width.
        let part = timeline.length.as_secs_f64() / self.until.max(timeline.length).as_secs_f64().max(f64::MIN_POSITIVE);
        let room = WIDTH - left - 14.0;
        let segments = segments(timeline, (room * part).max(1.0), BREAK);

        picture.text("f-title", MARGIN, top + 28.0, &timeline.title);
        let rows_top = top + HEADING;
        for (index, name) in names.iter().take(shown).enumerate() {
            let y = rows_top + index as f64 * ROW;
            lanes(picture, &segments, left, y);
            picture.text("", MARGIN, y + ROW / 2.0 + 7.0, &shorten(name, widest));
            if rows == Rows::Tasks {
                waiting(picture, timeline, index, &segments, left, y);
            }
            running(picture, timeline, rows, index, &segments, left, y);
        }
        let mut bottom = rows_top + shown as f64 * ROW;
        if shown < names.len() {
            let more = units::count((names.len() - shown) as u64);
            picture.text("f-soft", MARGIN, bottom + ROW / 2.0 + 7.0, &format!("… and {more} more"));
            bottom += ROW;
        }
        let bottom = axis(picture, timeline, &segments, left, bottom);
        if rows == Rows::Threads { legend(picture, timeline, self.most_rows, bottom) } else { bottom }
    }
}

fn lanes(picture: &mut Picture, segments: &[Segment], left: f64, y: f64) {
    for segment in segments.iter().filter(|segment| !segment.is_break) {
        picture.rect("f-lane", [left + segment.column, y + 3.0, segment.columns, ROW - 6.0], 0.0);
    }
}

fn waiting(picture: &mut Picture, timeline: &Timeline, task: usize, segments: &[Segment], left: f64, y: f64) {
    let Some((born, done)) = timeline.lifetime(task) else { return };
    for (from, to) in segments.iter().filter_map(|segment| segment.columns_between(born, done)) {
        picture.rect("f-wait", [left + from, y + ROW / 2.0 - 3.0, to - from, 6.0], 0.0);
    }
}

fn running(
    picture: &mut Picture,
    timeline: &Timeline,
    rows: Rows,
    row: usize,
    segments: &[Segment],
    left: f64,
    y: f64,
) {
    for slice in &timeline.slices {
        let (own, other, many) = match rows {
            Rows::Tasks => (slice.task, slice.thread, timeline.threads.len() > 1),
            Rows::Threads => (slice.thread, slice.task, true),
        };
        if own != row {
            continue;
        }
        let tip = format!(
            "{} on {}, {} to {}",
            timeline.tasks[slice.task],
            timeline.threads[slice.thread],
            units::duration(slice.start),
            units::duration(slice.end),
        );
        for segment in segments.iter().filter(|segment| !segment.is_break) {
            let Some((from, to)) = segment.columns_between(slice.start, slice.end) else { continue };
            // A poll of some microseconds is narrower than a pixel, and still happened.
            let (x, width) = (left + from, (to - from).max(1.5));
            picture.bar(slice.task, [x, y + 4.0, width, ROW - 8.0], &tip);
            let mark = other.to_string();
            if many && width >= text_width(&mark) + 6.0 {
                let class = format!("f-middle {}", Picture::on_bar(slice.task));
                picture.text(&class, x + width / 2.0, y + ROW / 2.0 + 7.0, &mark);
            }
        }
    }
}

/// The time axis, with what there is to say of the whole; returns the bottom.
fn axis(picture: &mut Picture, timeline: &Timeline, segments: &[Segment], left: f64, bottom: f64) -> f64 {
    let y = bottom + 5.0;
    let broken = segments.iter().any(|segment| segment.is_break);
    for segment in segments {
        let (from, to) = (left + segment.column, left + segment.column + segment.columns);
        let middle = f64::midpoint(from, to);
        let length = units::duration(segment.end - segment.start);
        if segment.is_break {
            picture.path("f-line f-gap", &format!("M{from:.1} {y:.1}H{to:.1}"));
            picture.text("f-middle", middle, y + 23.0, &length);
            picture.text("f-middle f-soft", middle, y + 45.0, "nothing runs");
            continue;
        }
        picture.path("f-line", &format!("M{from:.1} {:.1}V{y:.1}H{to:.1}V{:.1}", y - 6.0, y - 6.0));
        if broken && segment.columns > text_width(&length) {
            picture.text("f-middle", middle, y + 23.0, &length);
        }
    }
    let whole_label = units::duration(timeline.length);
    let told = format!("{whole_label} in all; {}", at_once(timeline));
    let (Some(last), false) = (segments.last(), broken) else {
        picture.text("f-soft", left - 4.0, y + 72.0, &told);
        return y + 86.0;
    };
    let right = left + last.columns;
    let whole = timeline.length.as_secs_f64();
    let step = round_step(whole, (last.columns / 95.0).max(1.0));
    let mut ticks = 0_u32;
    while step > 0.0 && f64::from(ticks) * step <= whole {
        let x = left + f64::from(ticks) * step / whole * last.columns;
        picture.path("f-line", &format!("M{x:.1} {y:.1}v6"));
        let label = tick(f64::from(ticks) * step);
        if ticks == 0 {
            picture.text("", x - 4.0, y + 26.0, &label);
        } else if x + text_width(&label) * 0.6 > WIDTH {
            picture.text("f-end", WIDTH - 2.0, y + 26.0, &label);
        } else {
            picture.text("f-middle", x, y + 26.0, &label);
        }
        ticks += 1;
    }
    if ticks <= 1 {
        picture.text("f-end", right, y + 26.0, &whole_label);
    }
    picture.text("f-soft", left - 4.0, y + 50.0, &told);
    y + 62.0
}

fn at_once(timeline: &Timeline) -> String {
    match timeline.most_at_once() {
        0 => "nothing ran".to_owned(),
        1 => "never two at the same instant".to_owned(),
        most => format!("up to {} at the same instant", units::count(most as u64)),
    }
}

/// 1, 2 or 5 times a power of ten, so that there are at most `most` steps in `whole`.
fn round_step(whole: f64, most: f64) -> f64 {
    if whole <= 0.0 {
        return 0.0;
    }
    let power = 10_f64.powf((whole / most).log10().floor());
    [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power).into_iter().find(|step| whole / step <= most).unwrap_or(whole)
}

/// A round duration without its zeroes after the point.
fn tick(seconds: f64) -> String {
    let shown = units::duration(Duration::from_secs_f64(seconds));
    match shown.split_once(' ') {
        _ if seconds == 0.0 => "0".to_owned(),
        Some((figure, unit)) if figure.contains('.') => {
            format!("{} {unit}", figure.trim_end_matches('0').trim_end_matches('.'))
        }
        _ => shown,
    }
}

/// Names the tasks by their numbers, unless their names say them already.
fn legend(picture: &mut Picture, timeline: &Timeline, most: usize, top: f64) -> f64 {
    let tells = |(index, name): (usize, &String)| name.ends_with(&format!(" {index}"));
    if timeline.tasks.iter().enumerate().all(tells) {
        return top;
    }
    let column = (WIDTH - 2.0 * MARGIN) / 2.0;
    let shown = timeline.tasks.len().min(most);
    let lines = shown.div_ceil(2);
    for (index, name) in timeline.tasks.iter().take(shown).enumerate() {
        let (x, y) = (MARGIN + (index / lines) as f64 * column, top + 6.0 + (index % lines) as f64 * LEGEND);
        picture.bar(index, [x, y, 34.0, 24.0], "");
        picture.text(&format!("f-middle {}", Picture::on_bar(index)), x + 17.0, y + 19.0, &index.to_string());
        picture.text("", x + 44.0, y + 19.0, &shorten(name, column - 56.0));
    }
    let mut bottom = top + 6.0 + lines as f64 * LEGEND;
    if shown < timeline.tasks.len() {
        let more = units::count((timeline.tasks.len() - shown) as u64);
        picture.text("f-soft", MARGIN, bottom + LETTER, &format!("… and {more} more tasks"));
        bottom += LEGEND;
    }
    bottom + 8.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::Slice;

    fn timeline(tasks: usize, threads: usize) -> Timeline {
        let ms = Duration::from_millis;
        Timeline {
            title: "who ran".into(),
            tasks: (0..tasks).map(|task| format!("task {task}")).collect(),
            threads: (0..threads).map(|thread| format!("worker {thread}")).collect(),
            slices: (0..tasks)
                .map(|task| Slice { task, thread: task % threads, start: ms(task as u64), end: ms(task as u64 + 1) })
                .collect(),
            length: ms(tasks as u64 + 1),
        }
    }

    #[test]
    fn every_slice_is_a_bar() {
        let timeline = timeline(90, 64);
        assert_eq!(svg(&[(&timeline, Rows::Threads)]).matches("class=\"f-run\"").count(), 90);
        assert_eq!(svg(&[(&timeline, Rows::Tasks)]).matches("class=\"f-run\"").count(), 90);
    }

    #[test]
    fn rows_beyond_the_most_are_counted() {
        let timeline = timeline(90, 64);
        let timelines = [(&timeline, Rows::Threads)];
        let most =
            Timelines { name: "x", description: "", timelines: &timelines, most_rows: 16, until: Duration::ZERO };
        let drawn = most.draw();
        assert!(drawn.contains("… and 48 more") && drawn.contains("worker 15<") && !drawn.contains("worker 16<"));
    }

    #[test]
    fn a_scale_shared_with_a_longer_one_leaves_room() {
        let timeline = timeline(4, 1);
        let width = |until| {
            let timelines = [(&timeline, Rows::Threads)];
            let drawn = Timelines { name: "x", description: "", timelines: &timelines, most_rows: 16, until }.draw();
            let lane = drawn.lines().find(|line| line.contains("class=\"f-lane\"")).expect("a lane").to_owned();
            lane.split("width=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::parse::<f64>)
        };
        let (alone, beside) =
            (width(Duration::ZERO).unwrap().unwrap(), width(Duration::from_millis(10)).unwrap().unwrap());
        assert!((beside / alone - 0.5).abs() < 0.01, "{beside} of {alone}");
    }

    #[test]
    fn nothing_recorded_is_drawn_too() {
        assert!(svg(&[(&Timeline::default(), Rows::Threads)]).ends_with("</svg>\n"));
        assert!(svg(&[]).ends_with("</svg>\n"));
    }

    #[test]
    fn steps_of_the_axis_are_round() {
        assert_eq!(round_step(0.27, 6.0), 0.05);
        assert_eq!(round_step(0.6, 6.0), 0.1);
        assert_eq!(round_step(0.0, 6.0), 0.0);
        assert_eq!(tick(0.05), "50 ms");
        assert_eq!(tick(0.1), "100 ms");
        assert_eq!(tick(1.5), "1.5 s");
        assert_eq!(tick(0.0), "0");
    }
}
