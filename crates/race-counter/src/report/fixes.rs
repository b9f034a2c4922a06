//! Part 4: four fixes, and what an increment costs.

use std::sync::Mutex;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use observe::lesson::{Lesson, WIDTH};
use observe::{Row, Spread, Table, units};
use race_counter::{
    Start, THREADS, count_alone, increment_fetch_add, increment_mutex, increment_parking_lot, on_threads,
};

/// Runs of each fix.
const FIX_RUNS: usize = 11;

pub(crate) fn the_fixes(lesson: &mut Lesson, times: u64, expected: u64) -> anyhow::Result<()> {
    lesson.heading("Four fixes, and what an increment costs")?;
    lesson.predict("All four give the right answer. How far apart are the cheapest and the dearest?")?;
    type Fix = (&'static str, fn(usize, u64) -> std::io::Result<(u64, Duration)>);
    let fixes: [Fix; 4] = [
        ("std::sync::Mutex", |threads, times| {
            let counter = Mutex::new(0);
            let (_, elapsed) = on_threads(threads, Start::Together, || increment_mutex(&counter, times))?;
            Ok((counter.into_inner().expect("no thread panics"), elapsed))
        }),
        ("parking_lot::Mutex", |threads, times| {
            let counter = parking_lot::Mutex::new(0);
            let (_, elapsed) = on_threads(threads, Start::Together, || increment_parking_lot(&counter, times))?;
            Ok((counter.into_inner(), elapsed))
        }),
        ("fetch_add", |threads, times| {
            let counter = AtomicU64::new(0);
            let (_, elapsed) = on_threads(threads, Start::Together, || increment_fetch_add(&counter, times))?;
            Ok((counter.into_inner(), elapsed))
        }),
        ("a sum per thread", |threads, times| {
            let (sums, elapsed) = on_threads(threads, Start::Together, || count_alone(times))?;
            Ok((sums.into_iter().sum(), elapsed))
        }),
    ];
    let runs = lesson.runs(FIX_RUNS);
    let mut rows: Vec<Row> = Vec::new();
    for (name, fix) in fixes {
        let mut nanos = |threads: usize, times: u64| -> anyhow::Result<(Spread, Row)> {
            let mut costs = Vec::with_capacity(runs);
            let (right, row) = lesson.measure_times(runs, name, |_| {
                let (answer, elapsed) = fix(threads, times)?;
                costs.push(elapsed.as_nanos() as f64 / expected as f64);
                Ok(answer == expected)
            })?;
            lesson.check(&format!("{name}, {}: the count is right", units::plural(threads, "thread")), right)?;
            Ok((Spread::of(costs).expect("at least one run"), row))
        };
        let (contended, row) = nanos(THREADS, times)?;
        let (alone, _) = nanos(1, expected)?;
        let shown = |cost: Spread| format!("{:.1} ns ±{:.0}%", cost.median, cost.relative() * 100.0);
        rows.push(
            row.with("answer", expected, units::count(expected))
                .with("ns_per_increment_contended", contended.median, shown(contended))
                .with("ns_per_increment_alone", alone.median, shown(alone)),
        );
    }
    lesson.keep(&rows);
    let mut table = Table::new(["", "answer", &format!("{THREADS} threads"), "1 thread", "cores used"]);
    for row in &rows {
        table.row([
            &row.name,
            row.shown("answer"),
            row.shown("ns_per_increment_contended"),
            row.shown("ns_per_increment_alone"),
            &units::cores(row.cores_used().median),
        ]);
    }
    lesson.print(&table.render(WIDTH))?;
    lesson.say(
        "\nTime per increment, all threads together: two cores would halve it and four quarter it, if the threads did \
         not wait for each other. What is shared is paid for with every increment; the sum per thread is shared once.",
    )
}
