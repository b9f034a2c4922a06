//! The timeline as SVG, for the book: follows a light or dark page, and needs no script.

use std::fmt::Write as _;

use super::Rows;
use super::axis::{Segment, segments};
use crate::timeline::Timeline;
use crate::units;

const WIDTH: f64 = 760.0;
const LABELS: f64 = 150.0;
const ROW: f64 = 24.0;
const BREAK: f64 = 76.0;
const HEADING: f64 = 34.0;
const FOOT: f64 = 40.0;

/// Okabe and Ito's palette, told apart with every kind of colour vision, without its black.
/// <https://jfly.uni-koeln.de/color/>
const COLOURS: [&str; 7] = ["#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#0072b2", "#d55e00", "#f0e442"];

/// A page sets `--timeline-ink` and the others to follow its own theme; alone, the picture follows the system's.
const STYLE: &str = "
  .timeline { --ink: var(--timeline-ink, #24292f); --line: var(--timeline-line, #8c959f);
    --wait: var(--timeline-wait, #d8dee4); --edge: var(--timeline-edge, #ffffff); }
  @media (prefers-color-scheme: dark) {
    .timeline { --ink: var(--timeline-ink, #e6edf3); --line: var(--timeline-line, #7d8590);
      --wait: var(--timeline-wait, #30363d); --edge: var(--timeline-edge, #0d1117); } }
  .timeline .page { fill: var(--edge); }
  .timeline text { font: 13px system-ui, sans-serif; fill: var(--ink); }
  .timeline .title { font-weight: 600; }
  .timeline .small { font-size: 11px; }
  .timeline .mark { font-size: 11px; fill: #0b0b0b; text-anchor: middle; }
  .timeline .line { stroke: var(--line); stroke-width: 1; fill: none; }
  .timeline .gap { stroke-dasharray: 3 4; }
  .timeline .wait { fill: var(--wait); }
  .timeline .run { stroke: var(--edge); stroke-width: 0.4; }
";

/// Draws the timelines one below the other, each with its own rows and time axis. Bars carry a tooltip with the
/// task, the thread and the times; where there is room, the number of the other dimension stands in the bar.
#[must_use]
pub fn svg(timelines: &[(&Timeline, Rows)]) -> String {
    let height: f64 = timelines.iter().map(|(timeline, rows)| height(timeline, *rows)).sum();
    let titles: Vec<&str> = timelines.iter().map(|(timeline, _)| timeline.title.as_str()).collect();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"timeline\" role=\"img\" viewBox=\"0 0 {WIDTH} {height}\" \
         width=\"{WIDTH}\" height=\"{height}\">\n<title>{}</title>\n<style>{STYLE}</style>\n\
         <rect class=\"page\" width=\"100%\" height=\"100%\"/>\n",
        escape(&titles.join("; "))
    );
    let mut top = 0.0;
    for (timeline, rows) in timelines {
        one(&mut out, timeline, *rows, top);
        top += self::height(timeline, *rows);
    }
    out.push_str("</svg>\n");
    out
}

fn names(timeline: &Timeline, rows: Rows) -> &[String] {
    match rows {
        Rows::Tasks => &timeline.tasks,
        Rows::Threads => &timeline.threads,
    }
}

fn height(timeline: &Timeline, rows: Rows) -> f64 {
    HEADING + names(timeline, rows).len() as f64 * ROW + FOOT
}

fn one(out: &mut String, timeline: &Timeline, rows: Rows, top: f64) {
    let columns = WIDTH - LABELS - 12.0;
    let segments = segments(timeline, columns, BREAK);
    let _ = writeln!(out, "<text class=\"title\" x=\"4\" y=\"{}\">{}</text>", top + 20.0, escape(&timeline.title));
    let rows_top = top + HEADING;
    for (index, name) in names(timeline, rows).iter().enumerate() {
        let y = rows_top + index as f64 * ROW;
        let middle = y + ROW / 2.0 + 4.5;
        let _ = writeln!(out, "<text x=\"4\" y=\"{middle}\">{}</text>", escape(&shorten(name)));
        if rows == Rows::Tasks {
            waiting(out, timeline, index, &segments, y);
        }
        running(out, timeline, rows, index, &segments, y);
    }
    let bottom = rows_top + names(timeline, rows).len() as f64 * ROW;
    axis(out, timeline, &segments, bottom);
}

fn waiting(out: &mut String, timeline: &Timeline, task: usize, segments: &[Segment], y: f64) {
    let Some((born, done)) = timeline.lifetime(task) else { return };
    for (from, to) in segments.iter().filter_map(|segment| segment.columns_between(born, done)) {
        let (x, width) = (LABELS + from, to - from);
        let _ = writeln!(
            out,
            "<rect class=\"wait\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"4\"/>",
            y + ROW / 2.0 - 2.0
        );
    }
}

fn running(out: &mut String, timeline: &Timeline, rows: Rows, row: usize, segments: &[Segment], y: f64) {
    for slice in &timeline.slices {
        let (own, other, many) = match rows {
            Rows::Tasks => (slice.task, slice.thread, timeline.threads.len() > 1),
            Rows::Threads => (slice.thread, slice.task, true),
        };
        if own != row {
            continue;
        }
        let colour = COLOURS[slice.task % COLOURS.len()];
        for segment in segments.iter().filter(|segment| !segment.is_break) {
            let Some((from, to)) = segment.columns_between(slice.start, slice.end) else { continue };
            // A poll of some microseconds is narrower than a pixel, and still happened.
            let (x, width) = (LABELS + from, (to - from).max(1.2));
            let _ = writeln!(
                out,
                "<rect class=\"run\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{colour}\">\
                 <title>{} on {}, {} to {}</title></rect>",
                y + 3.0,
                ROW - 6.0,
                escape(&timeline.tasks[slice.task]),
                escape(&timeline.threads[slice.thread]),
                units::duration(slice.start),
                units::duration(slice.end),
            );
            if many && width >= 14.0 {
                let (x, y) = (x + width / 2.0, y + ROW / 2.0 + 4.0);
                let _ = writeln!(out, "<text class=\"mark\" x=\"{x:.1}\" y=\"{y:.1}\">{other}</text>");
            }
        }
    }
}

fn axis(out: &mut String, timeline: &Timeline, segments: &[Segment], bottom: f64) {
    let y = bottom + 4.0;
    for segment in segments {
        let (from, to) = (LABELS + segment.column, LABELS + segment.column + segment.columns);
        let gap = if segment.is_break { " gap" } else { "" };
        let _ = writeln!(out, "<path class=\"line{gap}\" d=\"M{from:.1} {y:.1}H{to:.1}\"/>");
        if segment.is_break {
            let length = units::duration(segment.end - segment.start);
            let middle = f64::midpoint(from, to);
            let _ = writeln!(
                out,
                "<text class=\"small\" text-anchor=\"middle\" x=\"{middle:.1}\" y=\"{:.1}\">{length} idle</text>",
                y + 16.0
            );
        }
    }
    let end = segments.last().map_or(WIDTH, |last| LABELS + last.column + last.columns);
    let y = y + 16.0;
    let _ = writeln!(out, "<text class=\"small\" x=\"{LABELS}\" y=\"{y:.1}\">0</text>");
    let length = units::duration(timeline.length);
    let _ = writeln!(out, "<text class=\"small\" text-anchor=\"end\" x=\"{end:.1}\" y=\"{y:.1}\">{length}</text>");
}

fn shorten(name: &str) -> String {
    if name.chars().count() <= 20 { name.to_owned() } else { name.chars().take(19).chain(['…']).collect() }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
