//! The table: a column for each thread, a row for each step, 80 columns wide.

use super::trace::Trace;
use super::{Cause, Failure};
use crate::model::end::Ending;

const WIDTH: usize = 80;
/// A longer table shows its first and its last rows.
const MOST_ROWS: usize = 40;

/// Draws the table and, below it, what its names stand for.
pub(super) fn draw(failure: &Failure, trace: &Trace) -> String {
    let threads: Vec<usize> =
        (0..trace.threads.len()).filter(|&t| trace.events.iter().any(|e| e.thread == t)).collect();
    let file = main_file(trace);
    let mut values = shown_values(trace, failure.cause);
    let mut style = Style { orderings: shows_orderings(failure.cause), stars: values.is_empty() };
    let note_width = 20;
    let width = |style: Style, values: &[usize]| {
        let cells: usize = threads.iter().map(|&t| column_width(trace, t, style, &file) + 2).sum();
        4 + cells + values.iter().map(|&o| value_width(trace, o) + 2).sum::<usize>()
    };
    if width(style, &values) + note_width > WIDTH {
        values.clear();
        style.stars = true;
    }
    if width(style, &values) > WIDTH {
        style.orderings = false;
    }
    let mut widths: Vec<usize> = threads.iter().map(|&t| column_width(trace, t, style, &file)).collect();
    while 4 + widths.iter().map(|w| w + 2).sum::<usize>() > WIDTH {
        let widest = (0..widths.len()).max_by_key(|&i| widths[i]).unwrap_or(0);
        widths[widest] -= 1;
    }
    let mut out = String::new();
    let mut head = format!("{:>2}  ", "#");
    for (&t, &w) in threads.iter().zip(&widths) {
        head.push_str(&pad(&column_title(trace, t), w));
    }
    for &o in &values {
        head.push_str(&pad(&trace.names[o], value_width(trace, o)));
    }
    let reads = trace.from.iter().any(Option::is_some);
    let last_title = if reads { "value came from" } else { "what happened" };
    let fits = |title: &&str| head.chars().count() + title.len() <= WIDTH;
    head.push_str([last_title, "from"].into_iter().find(fits).unwrap_or(""));
    out.push_str(head.trim_end());
    let mut state: Vec<u64> = trace.objects.iter().map(|o| o.initial).collect();
    let total = trace.events.len();
    let mut repeated = 0;
    for (i, event) in trace.events.iter().enumerate() {
        if let (Some(o), Some(wrote)) = (event.object, event.wrote) {
            state[o] = wrote;
        }
        if total - repeats_in(trace) > MOST_ROWS && (10..total - 25).contains(&i) {
            if i == 10 {
                out.push_str(&format!("\n    … {} rows left out …", total - 35));
            }
            continue;
        }
        if i > 0 && i + 1 < total && repeats(trace, i) {
            repeated += 1;
            continue;
        }
        if repeated > 0 {
            out.push_str(&format!("\n    … the same {} …", times(repeated)));
            repeated = 0;
        }
        let mut line = format!("{:>2}  ", i + 1);
        for (&t, &w) in threads.iter().zip(&widths) {
            let cell = if event.thread == t { cell(trace, i, style, &file) } else { ".".to_owned() };
            line.push_str(&pad(&shorten(&cell, w), w));
        }
        for &o in &values {
            let changed = if event.object == Some(o) && event.wrote.is_some() { "*" } else { " " };
            let value = format!("{changed}{}", (trace.objects[o].ty.show)(state[o]));
            line.push_str(&pad(&value, value_width(trace, o)));
        }
        let row = &trace.rows[i];
        let note = if row.marked { format!("(!) {}", row.note) } else { row.note.clone() };
        if line.chars().count() + note.chars().count() <= WIDTH {
            line.push_str(&note);
            out.push_str(&format!("\n{}", line.trim_end()));
        } else {
            out.push_str(&format!("\n{}\n      {note}", line.trim_end()));
        }
    }
    if matches!(trace.ending, Ending::Spin(_) | Ending::Livelock) {
        out.push_str("\n    … and so on, without end …");
    }
    out
}

/// What the lines and the stars stand for.
pub(super) fn legend(trace: &Trace) -> String {
    let stars = trace.events.iter().any(|e| e.wrote.is_some());
    format!("Lines are of {}.{}", main_file(trace), if stars { " A * marks a value that changed." } else { "" })
}

/// Is the row the same as the one above it, as in a loop that waits?
fn repeats(trace: &Trace, i: usize) -> bool {
    i > 0 && trace.rows[i] == trace.rows[i - 1]
}

fn repeats_in(trace: &Trace) -> usize {
    (0..trace.events.len()).filter(|&i| repeats(trace, i)).count()
}

fn times(n: usize) -> String {
    if n == 1 { "once more".to_owned() } else { format!("{n} times more") }
}

#[derive(Clone, Copy)]
struct Style {
    /// Show memory orderings?
    orderings: bool,
    /// Mark a change in the operation, as there is no column for the value?
    stars: bool,
}

fn cell(trace: &Trace, i: usize, style: Style, file: &str) -> String {
    let (event, row) = (&trace.events[i], &trace.rows[i]);
    let mut text = row.operation.clone();
    if let Some(order) = event.order.filter(|_| style.orderings && !text.starts_with("fence")) {
        // `x.load -> 0` and `x.store(1)` become `x.load(Relaxed) -> 0` and `x.store(1, Relaxed)`.
        text = match text.find(')').or_else(|| text.find(" ->")) {
            Some(at) if text[at..].starts_with(')') => format!("{}, {order:?}{}", &text[..at], &text[at..]),
            Some(at) => format!("{}({order:?}){}", &text[..at], &text[at..]),
            None => text,
        };
    }
    if style.stars && event.wrote.is_some() {
        text.push('*');
    }
    let unlock = matches!(event.action, crate::model::Action::Unlock(_));
    if unlock {
        text
    } else if row.file == file {
        format!("{text} :{}", row.line)
    } else {
        format!("{text} {}:{}", row.file.rsplit('/').next().unwrap_or(""), row.line)
    }
}

/// Cuts the operation, never the line that it stands in.
fn shorten(cell: &str, width: usize) -> String {
    let length = cell.chars().count();
    match cell.rfind(' ') {
        Some(at) if length > width && cell[at..].contains(':') => {
            let place = &cell[at..];
            let kept = width.saturating_sub(place.chars().count() + 1);
            format!("{}…{place}", cell.chars().take(kept).collect::<String>())
        }
        _ => cell.to_owned(),
    }
}

fn column_title(trace: &Trace, thread: usize) -> String {
    let name = &trace.threads[thread];
    if thread > 0 && name.len() == 1 { format!("thread {name}") } else { name.clone() }
}

fn column_width(trace: &Trace, thread: usize, style: Style, file: &str) -> usize {
    let cells = (0..trace.events.len()).filter(|&i| trace.events[i].thread == thread);
    let longest = cells.map(|i| cell(trace, i, style, file).chars().count()).max().unwrap_or(0);
    longest.max(column_title(trace, thread).chars().count())
}

/// Do the memory orderings matter?
fn shows_orderings(cause: Cause) -> bool {
    matches!(cause, Cause::MemoryOrdering | Cause::NoSynchronisation)
}

/// At most two atomics get a column for their value, and none where a thread may see an older one.
fn shown_values(trace: &Trace, cause: Cause) -> Vec<usize> {
    let has_value = |o: &usize| trace.objects[*o].ty.bits > 0 && trace.events.iter().any(|e| e.object == Some(*o));
    let all: Vec<usize> = (0..trace.objects.len()).filter(has_value).collect();
    if all.len() > 2 || cause == Cause::MemoryOrdering { Vec::new() } else { all }
}

fn value_width(trace: &Trace, object: usize) -> usize {
    let show = trace.objects[object].ty.show;
    let values = trace.events.iter().filter(|e| e.object == Some(object)).filter_map(|e| e.wrote.or(e.read));
    let longest = values.map(|v| show(v).chars().count()).max().unwrap_or(0);
    trace.names[object].chars().count().max(longest + 1)
}

fn main_file(trace: &Trace) -> String {
    let count = |file: &str| trace.rows.iter().filter(|r| r.file == file).count();
    trace.rows.iter().map(|r| r.file.as_str()).max_by_key(|f| (count(f), *f)).unwrap_or("").to_owned()
}

fn pad(text: &str, width: usize) -> String {
    let cut: String = text.chars().take(width).collect();
    format!("{cut:<width$}  ")
}
