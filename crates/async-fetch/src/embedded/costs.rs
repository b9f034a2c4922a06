//! Part 2: what waiting costs, with more and more requests.

use std::time::Duration;

use async_fetch::{Outcome, fetch_on_threads};
use observe::lesson::Lesson;
use observe::units::{self, plural};
use observe::{Footprint, LaterLook, Row};

use super::{Embedded, all_answered, at_once};

/// Files that a process has open beside its connections: standard streams, the pipe to the server, event queues.
const OTHER_FILES: u64 = 48;

pub(super) fn what_waiting_costs(
    lesson: &mut Lesson,
    embedded: &Embedded,
    sizes: &[usize],
    thread_sizes: &[usize],
    open_files: Option<u64>,
) -> anyhow::Result<()> {
    lesson.heading("What waiting costs")?;
    lesson.say("More and more requests at once on one thread; then one operating system thread a request.")?;
    lesson.predict("Which will be used up first by 1,000 that wait: cores, memory, or patience?")?;
    let room =
        open_files.map_or(usize::MAX, |files| usize::try_from(files.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX));
    let mut rows: Vec<Row> = Vec::new();
    for &size in &fitting(sizes, room) {
        let name = format!("{} at once", units::count(size as u64));
        rows.push(measured(lesson, embedded, &name, size, |urls| at_once(&embedded.client, urls))?);
    }
    for &size in &fitting(thread_sizes, room) {
        let name = plural(size, "thread");
        rows.push(measured(lesson, embedded, &name, size, |urls| Ok(fetch_on_threads(embedded.timeout, urls)?))?);
    }
    let columns = [
        ("CPU each", "cpu_per_request_s"),
        ("memory", "resident_bytes"),
        ("threads", "threads"),
        ("in flight", "high_water"),
    ];
    lesson.table(&rows, &columns)?;
    if let Some(limit) = open_files.filter(|_| sizes.iter().any(|&size| size > room)) {
        lesson.say(&format!(
            "\nOnly {} at once: a request needs an open file, and this shell allows {limit}. Where `ulimit -Hn` is \
             higher, the lesson takes more by itself; an administrator can raise it.",
            units::count(room as u64)
        ))?;
    }
    lesson
        .say("\nMemory and threads: of this process while it waits. In flight: the most the server had at one moment.")
}

/// The sizes that `room` open files allow; in the place of those that don't fit, the largest that does.
fn fitting(sizes: &[usize], room: usize) -> Vec<usize> {
    let mut fitting: Vec<usize> = sizes.iter().map(|&size| size.min(room)).filter(|&size| size > 0).collect();
    fitting.dedup();
    fitting
}

fn measured(
    lesson: &mut Lesson,
    embedded: &Embedded,
    name: &str,
    size: usize,
    fetch: impl Fn(&[String]) -> anyhow::Result<Vec<Outcome>>,
) -> anyhow::Result<Row> {
    let urls = embedded.urls(size);
    let mut seen = Footprint { resident: None, threads: None };
    embedded.server.reset_stats()?;
    let (outcomes, row) = lesson.measure(name, |_| {
        // While all wait: requests are out by then, answers not yet in.
        let look = LaterLook::after(embedded.delay.mul_f64(0.7))?;
        let outcomes = fetch(&urls)?;
        seen = look.take();
        Ok(outcomes)
    })?;
    let high_water = embedded.server.stats()?.high_water;
    all_answered(lesson, name, &outcomes)?;
    let each = row.cpu().median / size as f64;
    let row = row
        .with("requests", size, "")
        .with("cpu_per_request_s", each, units::duration(Duration::from_secs_f64(each)))
        .with("resident_bytes", seen.resident, seen.resident.map(units::bytes).unwrap_or_default())
        .with("threads", seen.threads, seen.threads.map(|threads| units::count(threads as u64)).unwrap_or_default())
        .with("high_water", high_water, units::count(high_water));
    Ok(row)
}
