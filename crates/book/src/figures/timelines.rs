//! Who ran when, a figure for each recorded timeline.

use std::collections::BTreeMap;
use std::time::Duration;

use observe::Timeline;
use observe::draw::{Rows, Timelines};
use serde_json::Value;

use super::{MOST_ROWS, list, seconds, slug};

/// Turns told one by one in the description.
const MOST_TURNS: usize = 12;

pub(super) fn draw(lesson: &str, record: &Value, figures: &mut BTreeMap<String, String>) {
    let count = record["timelines"].as_array().map_or(0, Vec::len);
    let all: Vec<Option<Timeline>> = (0..count).map(|index| Timeline::from_record(record, index)).collect();
    let all: Vec<Timeline> = all.into_iter().flatten().filter(|timeline| !timeline.slices.is_empty()).collect();
    for (index, timeline) in all.iter().enumerate() {
        let rows = rows(&all, index);
        let name = format!("timeline--{lesson}--{}", slug(&timeline.title));
        let drawing = Timelines {
            name: &name,
            description: &describe(timeline, rows),
            timelines: &[(timeline, rows)],
            most_rows: MOST_ROWS,
            until: until(&all, index),
        };
        figures.insert(name.clone(), drawing.draw());
    }
}

/// On several threads the picture is about the threads. On one it is about the tasks' turns, unless the timeline
/// is what the next one, on several threads, is compared with.
fn rows(all: &[Timeline], index: usize) -> Rows {
    let many = |timeline: &Timeline| timeline.threads.len() > 1;
    let compared = all.get(index + 1).is_some_and(|next| many(next) && next.tasks == all[index].tasks);
    if many(&all[index]) || compared { Rows::Threads } else { Rows::Tasks }
}

/// The scale of the longest timeline with the same tasks, as long as this one doesn't shrink to a sliver on it.
fn until(all: &[Timeline], index: usize) -> Duration {
    let own = &all[index];
    let longest = all.iter().filter(|other| other.tasks == own.tasks).map(|other| other.length).max();
    longest.filter(|longest| *longest <= own.length * 6).unwrap_or(own.length)
}

fn describe(timeline: &Timeline, rows: Rows) -> String {
    let tasks = plural(timeline.tasks.len(), "task");
    let threads = plural(timeline.threads.len(), "thread");
    let mut told = match rows {
        Rows::Tasks => format!("A timeline with a row for each of {tasks}, on {threads}."),
        Rows::Threads => format!("A timeline with a row for each of {threads}, which ran {tasks}."),
    };
    let turns = |turns: &[usize]| {
        let names: Vec<String> = turns.iter().take(MOST_TURNS).map(|&task| timeline.tasks[task].clone()).collect();
        let all = turns.len();
        if all > MOST_TURNS { format!("{}, and so on: {all} turns", names.join(", ")) } else { list(&names) }
    };
    for (thread, name) in timeline.threads.iter().enumerate().take(MOST_ROWS) {
        let own = timeline.slices.iter().filter(|slice| slice.thread == thread);
        let mut order: Vec<usize> = own.map(|slice| slice.task).collect();
        order.dedup();
        told.push_str(&format!(" In turn on {name}: {}.", turns(&order)));
    }
    let length = seconds(timeline.length.as_secs_f64());
    let waits = timeline.idle().into_iter().map(|(from, to)| to - from).max().unwrap_or_default();
    if waits > timeline.length / 3 {
        let waits = seconds(waits.as_secs_f64());
        told.push_str(&format!(" For {waits} of {length} nothing ran; the picture cuts that out."));
    } else {
        told.push_str(&format!(" It took {length}."));
    }
    match timeline.most_at_once() {
        0 | 1 => told.push_str(" No two tasks ran at the same instant."),
        most => told.push_str(&format!(" Up to {most} tasks ran at the same instant.")),
    }
    told
}

fn plural(count: usize, noun: &str) -> String {
    observe::units::plural(count, noun)
}
