//! The timeline in text: fixed width, legible without colour.

use std::fmt::Write as _;
use std::time::Duration;

use anstyle::{AnsiColor, Style};

use super::Rows;
use super::axis::{Segment, segments};
use crate::timeline::Timeline;
use crate::units;

const BREAK_COLUMNS: f64 = 11.0;
const LONGEST_LABEL: usize = 18;
/// More rows than this don't fit a screen.
const MOST_ROWS: usize = 24;
/// One character a task or thread: 62 of them, then `#`.
const NUMERALS: &[u8; 62] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const COLOURS: [AnsiColor; 6] =
    [AnsiColor::Cyan, AnsiColor::Yellow, AnsiColor::Magenta, AnsiColor::Green, AnsiColor::Blue, AnsiColor::Red];

/// Draws `timeline` in at most `width` columns, a row a task or a thread, with styles for a terminal in it (strip
/// them for a file, as [`anstream`] does by itself).
#[must_use]
pub fn terminal(timeline: &Timeline, rows: Rows, width: usize) -> String {
    let names = match rows {
        Rows::Tasks => &timeline.tasks,
        Rows::Threads => &timeline.threads,
    };
    if timeline.slices.is_empty() {
        return "  (nothing was recorded)\n".to_owned();
    }
    let numbered = rows == Rows::Tasks && timeline.threads.len() > 1;
    let labels: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(index, name)| if rows == Rows::Tasks { label(index, name) } else { shorten(name) })
        .collect();
    let label_width = labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
    let columns = width.saturating_sub(label_width + 4).max(20);
    let segments = segments(timeline, columns as f64, BREAK_COLUMNS);
    let used = segments.iter().map(|segment| segment.columns as usize).sum();

    let mut out = String::new();
    for (index, label) in labels.iter().enumerate().take(MOST_ROWS) {
        let padding = label_width - label.chars().count();
        let _ = write!(out, "  {label}{:padding$} │", "");
        let cells = cells(timeline, rows, index, &segments, used);
        let seen = cells.iter().rposition(|cell| cell.alive || cell.other.is_some()).map_or(0, |last| last + 1);
        paint(&mut out, &cells[..seen], timeline, rows, index, numbered);
        out.push('\n');
    }
    if labels.len() > MOST_ROWS {
        let _ = writeln!(out, "  … and {} more", units::count((labels.len() - MOST_ROWS) as u64));
    }
    let _ = writeln!(out, "  {:label_width$} └{}", "", axis(&segments, used));
    let _ = writeln!(out, "  {:label_width$}  {}", "", ends(timeline, used));
    let _ = writeln!(out, "  {:label_width$}  {}", "", legend(timeline, rows, numbered, columns));
    out
}

fn label(index: usize, name: &str) -> String {
    let name = shorten(name);
    // `request 3` carries its number already; a picture's name doesn't.
    if name.ends_with(&index.to_string()) { name } else { format!("{} {name}", numeral(index)) }
}

fn shorten(name: &str) -> String {
    if name.chars().count() <= LONGEST_LABEL {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LONGEST_LABEL - 1).collect();
    format!("{kept}…")
}

fn numeral(index: usize) -> char {
    NUMERALS.get(index).map_or('#', |&byte| char::from(byte))
}

/// What one column of one row shows.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    /// The fraction of the column's time in which the row ran, 0 to 1.
    busy: f64,
    /// The other dimension (thread of a task's row, task of a thread's row) that ran longest in it.
    other: Option<usize>,
    most: f64,
    /// The task of this row has begun and not ended.
    alive: bool,
}

fn cells(timeline: &Timeline, rows: Rows, row: usize, segments: &[Segment], used: usize) -> Vec<Cell> {
    let mut cells = vec![Cell::default(); used];
    let own = |slice: &&crate::timeline::Slice| match rows {
        Rows::Tasks => slice.task == row,
        Rows::Threads => slice.thread == row,
    };
    for slice in timeline.slices.iter().filter(own) {
        let other = if rows == Rows::Tasks { slice.thread } else { slice.task };
        for segment in segments.iter().filter(|segment| !segment.is_break) {
            let Some((from, to)) = segment.columns_between(slice.start, slice.end) else { continue };
            let last = (segment.column + segment.columns) as usize - 1;
            for (column, cell) in cells.iter_mut().enumerate().take(last + 1).skip(from as usize) {
                let covered = (to.min(column as f64 + 1.0) - from.max(column as f64)).max(0.0);
                if covered == 0.0 && column > from as usize {
                    break;
                }
                cell.busy += covered;
                if covered >= cell.most {
                    (cell.most, cell.other) = (covered, Some(other));
                }
            }
        }
    }
    let lifetime = match rows {
        Rows::Tasks => timeline.lifetime(row),
        Rows::Threads => Some((Duration::ZERO, timeline.length)),
    };
    if let Some((born, done)) = lifetime {
        for segment in segments {
            if let Some((from, to)) = segment.columns_between(born, done) {
                let last = (segment.column + segment.columns) as usize - 1;
                let to = (to.ceil() as usize).min(last + 1);
                cells[from as usize..to].iter_mut().for_each(|cell| cell.alive = true);
            }
        }
    }
    cells
}

fn paint(out: &mut String, cells: &[Cell], timeline: &Timeline, rows: Rows, row: usize, numbered: bool) {
    let mut style = Style::new();
    for cell in cells {
        let (glyph, wanted) = match cell.other {
            None => (if cell.alive { '·' } else { ' ' }, Style::new()),
            Some(other) => {
                let glyph = match rows {
                    Rows::Threads => numeral(other),
                    Rows::Tasks if numbered => numeral(other),
                    Rows::Tasks => shade(cell.busy),
                };
                let task = if rows == Rows::Tasks { row } else { other };
                (glyph, colour(task, timeline.tasks.len()))
            }
        };
        if wanted != style {
            let _ = write!(out, "{style:#}{wanted}");
            style = wanted;
        }
        out.push(glyph);
    }
    let _ = write!(out, "{style:#}");
}

fn shade(busy: f64) -> char {
    match busy {
        b if b > 0.75 => '█',
        b if b > 0.5 => '▓',
        b if b > 0.25 => '▒',
        _ => '░',
    }
}

fn colour(task: usize, tasks: usize) -> Style {
    if tasks < 2 { Style::new() } else { COLOURS[task % COLOURS.len()].on_default() }
}

fn axis(segments: &[Segment], used: usize) -> String {
    let mut line = String::with_capacity(used * 3);
    for segment in segments {
        let columns = segment.columns as usize;
        if segment.is_break {
            let length = units::duration(segment.end - segment.start);
            let _ = write!(line, "{:╌^columns$}", format!(" {length} "));
        } else {
            line.extend(std::iter::repeat_n('─', columns));
        }
    }
    line
}

fn ends(timeline: &Timeline, used: usize) -> String {
    let end = units::duration(timeline.length);
    let room = used.saturating_sub(1);
    format!("0{end:>room$}")
}

fn legend(timeline: &Timeline, rows: Rows, numbered: bool, room: usize) -> String {
    let waits = if timeline.slices.len() > timeline.tasks.len() { "   · waits" } else { "" };
    match rows {
        Rows::Tasks if numbered => {
            let mut legend = "ran on:".to_owned();
            for (index, name) in timeline.threads.iter().enumerate() {
                let next = format!(" {} {}", numeral(index), shorten(name));
                if legend.chars().count() + next.chars().count() + 12 > room {
                    legend += " …";
                    break;
                }
                legend += &next;
            }
            legend + waits
        }
        Rows::Tasks => format!("█ runs (░▒▓ part of the time){waits}"),
        Rows::Threads => "a digit or letter: the task it runs   · idle".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::Slice;

    fn timeline(slices: &[(usize, usize, u64, u64)], length: u64) -> Timeline {
        let ms = Duration::from_millis;
        let tasks = slices.iter().map(|slice| slice.0 + 1).max().unwrap_or(0);
        let threads = slices.iter().map(|slice| slice.1 + 1).max().unwrap_or(0);
        Timeline {
            title: "test".to_owned(),
            tasks: (0..tasks).map(|task| format!("task {task}")).collect(),
            threads: (0..threads).map(|thread| format!("worker {thread}")).collect(),
            slices: slices
                .iter()
                .map(|&(task, thread, start, end)| Slice { task, thread, start: ms(start), end: ms(end) })
                .collect(),
            length: ms(length),
        }
    }

    fn plain(timeline: &Timeline, rows: Rows, width: usize) -> String {
        anstream::adapter::strip_str(&terminal(timeline, rows, width)).to_string()
    }

    #[test]
    fn back_to_back_on_one_thread() {
        let drawn = plain(&timeline(&[(0, 0, 0, 50), (1, 0, 50, 100)], 100), Rows::Tasks, 30);
        assert_eq!(
            drawn,
            "  task 0 │██████████\n  task 1 │          ██████████\n         └────────────────────\n          0             100 ms\n          █ runs (░▒▓ part of the time)\n"
        );
    }

    #[test]
    fn in_turn_on_one_thread_shows_who_waits() {
        let drawn =
            plain(&timeline(&[(0, 0, 0, 25), (1, 0, 25, 50), (0, 0, 50, 75), (1, 0, 75, 100)], 100), Rows::Tasks, 30);
        assert!(drawn.contains("task 0 │█████·····█████\n"), "{drawn}");
        assert!(drawn.contains("task 1 │     █████·····█████\n"), "{drawn}");
    }

    #[test]
    fn side_by_side_on_two_threads() {
        let timeline = timeline(&[(0, 0, 0, 50), (1, 1, 0, 100), (2, 0, 50, 100)], 100);
        let by_thread = plain(&timeline, Rows::Threads, 32);
        assert!(by_thread.contains("worker 0 │00000000002222222222\n"), "{by_thread}");
        assert!(by_thread.contains("worker 1 │11111111111111111111\n"), "{by_thread}");
        let by_task = plain(&timeline, Rows::Tasks, 30);
        assert!(by_task.contains("task 2 │          0000000000\n"), "{by_task}");
    }

    #[test]
    fn a_long_wait_is_cut_out_and_named() {
        let drawn =
            plain(&timeline(&[(0, 0, 0, 2), (1, 0, 2, 4), (0, 0, 996, 998), (1, 0, 998, 1000)], 1000), Rows::Tasks, 80);
        assert!(drawn.contains(" 992 ms "), "{drawn}");
        assert!(drawn.lines().next().unwrap().contains("│██████████████▒····"), "{drawn}");
    }

    #[test]
    fn every_slice_is_seen_however_short_and_no_line_is_too_long() {
        let slices: Vec<_> =
            (0..40).map(|i| (i, i % 3, i as u64 * 1000, i as u64 * 1000 + u64::from(i % 2 == 0))).collect();
        let timeline = timeline(&slices, 40_000);
        for width in [50, 80] {
            let drawn = plain(&timeline, Rows::Tasks, width);
            assert!(drawn.lines().all(|line| line.chars().count() <= width), "{drawn}");
            for line in drawn.lines().take(MOST_ROWS) {
                let row = line.split('│').nth(1).unwrap();
                assert!(row.contains(|glyph: char| glyph.is_ascii_digit()), "{line}");
            }
        }
    }

    #[test]
    fn nothing_recorded_says_so() {
        assert!(terminal(&Timeline::default(), Rows::Tasks, 80).contains("nothing was recorded"));
    }
}
