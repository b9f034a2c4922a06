//! Part 2: the broken program that compiles, run again and again.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use observe::draw::bars;
use observe::lesson::{Lesson, WIDTH};
use observe::{Spread, Table, units};
use race_counter::{Start, THREADS, increment_unsafe, increment_unsafe_yielding, on_threads};
use serde_json::json;

use super::STRESS_RUNS;

pub(crate) fn updates_get_lost(
    lesson: &mut Lesson,
    times: u64,
    expected: u64,
) -> anyhow::Result<Vec<(&'static str, usize)>> {
    lesson.heading("What compiles and is wrong: load, add, store")?;
    lesson.say(&format!(
        "Each access is atomic now; the three steps together are not. {THREADS} threads x {} increments, expected {}.",
        units::count(times),
        units::count(expected)
    ))?;
    lesson.predict("In how many of 20 runs does an update get lost? And how many of them?")?;

    type Broken<'a> = (&'static str, Start, &'a (dyn Fn(&AtomicU64) + Sync));
    let often = times.div_ceil(100);
    let variants: [Broken<'_>; 3] = [
        ("threads started one by one", Start::OneByOne, &|counter| increment_unsafe(counter, times)),
        ("started together", Start::Together, &|counter| increment_unsafe(counter, times)),
        ("… with 100 yields each", Start::Together, &|counter| increment_unsafe_yielding(counter, times, often)),
    ];
    let runs = lesson.runs(STRESS_RUNS);
    lesson.expect(variants.len() + 4);
    let mut table = Table::new(["", "runs that lost", "fewest lost", "median", "most lost"]);
    let (mut rows, mut found, mut together) = (Vec::new(), Vec::new(), Vec::new());
    for (name, start, work) in variants {
        let mut lost = Vec::with_capacity(runs);
        let (all_exist, row) = lesson.measure_times(runs, name, |_| {
            let counter = AtomicU64::new(0);
            let (ends, _) = on_threads(THREADS, start, || work(&counter))?;
            lost.push(expected.saturating_sub(counter.load(Relaxed)));
            Ok(ends.len() == THREADS)
        })?;
        lesson.check(&format!("{name}: all threads ran"), all_exist)?;
        lesson.check(&format!("{name}: never more than expected"), lost.iter().all(|&lost| lost < expected))?;
        let losing = lost.iter().filter(|&&lost| lost > 0).count();
        let spread = Spread::of(lost.iter().map(|&lost| lost as f64)).expect("at least one run");
        let count = |value: f64| units::count(value as u64);
        table.row([
            name.to_owned(),
            format!("{losing} of {runs}"),
            count(spread.min),
            count(spread.median),
            count(spread.max),
        ]);
        rows.push(row.with("lost", json!(lost), "").with("runs_that_lost", losing, ""));
        found.push((name, losing));
        if start == Start::Together && together.is_empty() {
            together = lost;
        }
    }
    lesson.keep(&rows);
    lesson.print(&table.render(WIDTH))?;
    lesson.say(&format!("\nHow much was lost, started together, of {} increments:", units::count(expected)))?;
    let shares = shares(&together, expected);
    let texts: Vec<String> =
        shares.iter().map(|(_, runs)| if *runs == 0 { "-".into() } else { units::plural(*runs, "run") }).collect();
    let plot: Vec<_> = shares
        .iter()
        .zip(&texts)
        .map(|((name, runs), text)| ((*name).to_owned(), *runs as f64, text.as_str()))
        .collect();
    lesson.print(&bars(&plot, 60))?;
    if lesson.machine().cores == 1 {
        lesson.say(
            "\nOn one core a thread is interrupted between its load and its store only when its time slice ends just \
             there: rare enough to pass every test, until one day it doesn't. A yield at that place makes it likely.",
        )?;
    }
    Ok(found)
}

/// How many runs lost how large a share of all increments.
fn shares(lost: &[u64], expected: u64) -> [(&'static str, usize); 6] {
    let limits =
        [("none", 0.0), ("up to 1%", 0.01), ("1-10%", 0.1), ("10-25%", 0.25), ("25-50%", 0.5), ("over 50%", 1.0)];
    let share = |lost: u64| lost as f64 / expected as f64;
    let mut below = f64::NEG_INFINITY;
    limits.map(|(name, limit)| {
        let runs = lost.iter().filter(|&&lost| share(lost) > below && share(lost) <= limit).count();
        below = limit;
        (name, runs)
    })
}
