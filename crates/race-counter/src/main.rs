//! Lesson 4: updates that get lost, how often, and what each fix costs.
//!
//! `cargo run -p race-counter` or `just lesson 4`

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use observe::draw::bars;
use observe::lesson::{self, Lesson, WIDTH, wrap};
use observe::{Row, Spread, Table, units};
use race_counter::{
    INCREMENTS, REFUSALS, Start, THREADS, count_alone, increment_fetch_add, increment_mutex, increment_parking_lot,
    increment_unsafe, increment_unsafe_yielding, on_threads,
};
use serde_json::json;

/// Runs of the broken program: often enough to see how much the result varies.
const STRESS_RUNS: usize = 20;
/// Runs of each fix.
const FIX_RUNS: usize = 11;

fn main() -> ExitCode {
    lesson::run(observe::program!(), vec![], |lesson| {
        let times = if lesson.quick() { INCREMENTS / 10 } else { INCREMENTS };
        let expected = times * THREADS as u64;
        lesson.note("threads", THREADS);
        lesson.note("expected", expected);

        what_the_compiler_says(lesson)?;
        let runs_that_lost = updates_get_lost(lesson, times, expected)?;
        two_kinds_of_race(lesson)?;
        the_fixes(lesson, times, expected)?;
        conclusion(lesson, &runs_that_lost)
    })
}

fn what_the_compiler_says(lesson: &mut Lesson) -> anyhow::Result<()> {
    lesson.heading("The article's program does not compile")?;
    lesson.say("A global counter that four threads increment, and the compiler's own words (rustc 1.95):")?;
    for (index, refusal) in REFUSALS.iter().enumerate() {
        if index > 0 {
            lesson.say("\nA counter that two threads borrow fares no better:\n")?;
        }
        let words: String = refusal.error().lines().map(fit).collect();
        lesson.print(&words)?;
    }
    lesson.note("compiler_errors", REFUSALS.iter().map(|refusal| refusal.code()).collect::<Vec<_>>());
    Ok(())
}

/// A line of the compiler's, indented, and broken where it would leave the screen.
fn fit(line: &str) -> String {
    if line.chars().count() <= WIDTH - 4 {
        return format!("    {line}\n");
    }
    let margin = line.len() - line.trim_start().len();
    let broken = wrap(line.trim_start(), WIDTH - 4 - margin, &" ".repeat(margin + 12));
    format!("    {}{broken}", " ".repeat(margin))
}

fn updates_get_lost(lesson: &mut Lesson, times: u64, expected: u64) -> anyhow::Result<Vec<(&'static str, usize)>> {
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

fn two_kinds_of_race(lesson: &mut Lesson) -> anyhow::Result<()> {
    lesson.heading("Two kinds of race")?;
    lesson.say(
        "A data race: two threads touch the same memory at once, one of them writes, and nothing orders them. It is \
         undefined behaviour, and what the compiler refused above.",
    )?;
    lesson.say(
        "A race condition: the result depends on who comes first. The atomic program has no data race and loses \
         updates all the same. No compiler refuses that; tests may miss it for years.",
    )
}

fn the_fixes(lesson: &mut Lesson, times: u64, expected: u64) -> anyhow::Result<()> {
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
        "\nTime per increment, all threads together: with 4 threads it would be a quarter per added core, if they did \
         not wait for each other. What is shared is paid for with every increment; the sum per thread is shared once.",
    )
}

fn conclusion(lesson: &mut Lesson, runs_that_lost: &[(&str, usize)]) -> anyhow::Result<()> {
    let runs = lesson.runs(STRESS_RUNS);
    let seen: Vec<String> = runs_that_lost.iter().map(|(name, lost)| format!("{lost} of {runs} ({name})")).collect();
    let seen = seen.join(", ");
    lesson.conclude(
        runs_that_lost.iter().any(|(_, lost)| *lost > 0),
        &format!(
            "Runs that lost updates: {seen}. A run that loses none proves nothing: the same program lost in the \
             others. All four fixes counted right, every time."
        ),
        &format!(
            "Runs that lost updates: {seen}. None did on this machine just now, and the program is broken all the \
             same: its steps can interleave, these runs only did not. Luck is not a fix."
        ),
    )
}
