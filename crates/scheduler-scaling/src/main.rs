//! Lesson 3: the same tasks on one worker and on all cores; then more threads, one lock, and tasks that wait.
//!
//! `cargo run -p scheduler-scaling` or `just lesson 3`

use std::process::ExitCode;
use std::time::Duration;

use observe::draw::{Rows, bars};
use observe::lesson::{self, Lesson, WIDTH};
use observe::units::plural;
use observe::{Row, Timeline, predict, units};
use scheduler_scaling::{
    STEPS, expected, run_waiting, run_with_global_lock, run_with_threads, run_with_workers, run_with_yields,
};

const TASKS: usize = 8;
/// Turns a task takes in the timeline with `yield_now`: few enough to be seen one by one in 80 columns.
const TURNS: usize = 6;
const RUNS: usize = 3;

fn main() -> ExitCode {
    lesson::run(observe::program!(), vec![], |lesson| {
        let steps = if lesson.quick() { STEPS / 100 } else { STEPS };
        let cores = num_cpus::get().max(1);
        lesson.expect(9 + thread_counts(cores).len());

        let (alone, parallel) = same_tasks_one_worker_then_all(lesson, steps, cores)?;
        when_a_worker_switches(lesson, steps)?;
        more_threads_than_cores(lesson, steps, cores)?;
        one_lock_around_it_all(lesson, steps, cores)?;
        tasks_that_wait(lesson, cores)?;
        conclusion(lesson, cores, &alone, &parallel)
    })
}

fn same_tasks_one_worker_then_all(lesson: &mut Lesson, steps: u64, cores: usize) -> anyhow::Result<(Row, Row)> {
    lesson.heading("The same tasks, the same code")?;
    lesson.say(&format!(
        "{} that compute, {} steps each, spawned on a tokio runtime with 1 worker and then with {cores} (num_cpus). \
         Only the number of workers changes.",
        plural(TASKS, "task"),
        units::count(steps)
    ))?;
    let best = predict::equal_tasks(TASKS, cores);
    lesson.predict(&match cores {
        1 => "With one core both rows have one worker. How far apart can they be? (1x: tasks that compute gain \
              nothing from taking turns.)"
            .to_owned(),
        _ => format!(
            "How many times faster will {cores} workers be? {TASKS} equal tasks on {cores} cores run in {} of work: \
             {best:.1}x at best.",
            plural(TASKS.div_ceil(cores), "round")
        ),
    })?;

    let runs = lesson.runs(RUNS);
    let mut rows = Vec::new();
    let mut timelines = Vec::new();
    for workers in [1, cores] {
        let name = plural(workers, "worker");
        let title = format!("{TASKS} tasks on {name}");
        let ((results, timeline), row) = lesson.measure_times(runs, &name, |recorder| {
            in_time(recorder, &title, || run_with_workers(workers, TASKS, steps))
        })?;
        lesson.check(&format!("{title}: every sum is right"), results == vec![expected(&(0..steps)); TASKS])?;
        rows.push(match rows.first() {
            Some(alone) => row.compared_to(alone),
            None => row.clone().compared_to(&row),
        });
        timelines.push(timeline);
    }
    lesson.table(&rows, &[("switches", "context_switches")])?;
    lesson.note("tasks", TASKS);
    lesson.note("steps", steps);
    if cores > 1 {
        timelines.drain(..).try_for_each(|timeline| lesson.timeline(timeline, Rows::Threads))?;
    }
    let parallel = rows.pop().expect("two rows");
    Ok((rows.pop().expect("two rows"), parallel))
}

fn when_a_worker_switches(lesson: &mut Lesson, steps: u64) -> anyhow::Result<()> {
    lesson.heading("When does one worker switch tasks?")?;
    lesson.say(
        "Go's scheduler interrupts a goroutine that computes for long (since Go 1.14, after some 10 ms). tokio never \
         does: a worker goes on to another task only where the running one reaches an `.await` that has to wait.",
    )?;
    lesson.predict("One worker, eight tasks without an `.await`: in which order do they run? And with `yield_now().await` now and then?")?;
    let ((_, plain), _) = lesson.measure_times(1, "without yield_now", |recorder| {
        in_time(recorder, "1 worker, no .await in the loop: back to back", || run_with_workers(1, TASKS, steps))
    })?;
    let ((results, yielding), _) = lesson.measure_times(1, "with yield_now", |recorder| {
        in_time(recorder, "1 worker, yield_now().await in the loop: in turn", || {
            run_with_yields(1, TASKS, steps, TURNS)
        })
    })?;
    lesson.check("yielding changes no result", results == vec![expected(&(0..steps)); TASKS])?;
    lesson
        .check("one worker never runs two tasks at once", plain.most_at_once() == 1 && yielding.most_at_once() == 1)?;
    lesson.note("turns_without_yield", plain.turns().len());
    lesson.note("turns_with_yield", yielding.turns().len());
    let turns = (plain.turns().len(), yielding.turns().len());
    lesson.timeline(plain, Rows::Tasks)?;
    lesson.timeline(yielding, Rows::Tasks)?;
    lesson.say(&format!(
        "\n{} turns became {}: the tasks interleave, which is concurrency. Never more than one ran at a time, and none was faster for it.",
        turns.0, turns.1
    ))
}

fn more_threads_than_cores(lesson: &mut Lesson, steps: u64, cores: usize) -> anyhow::Result<()> {
    let total = 0..steps * TASKS as u64;
    lesson.heading("More threads, faster?")?;
    lesson.say(&format!("The same total work on 1, 2, 4 … {} operating system threads.", 8 * cores))?;
    lesson.predict(&format!(
        "From which number of threads on does the time stay as it is, with {}?",
        plural(cores, "core")
    ))?;
    let runs = lesson.runs(RUNS);
    let mut rows: Vec<Row> = Vec::new();
    for threads in thread_counts(cores) {
        let name = plural(threads, "thread");
        let (sum, row) = lesson.measure_times(runs, &name, |_| Ok(run_with_threads(threads, total.clone())?))?;
        lesson.check(&format!("{name}: the sum is right"), sum == expected(&total))?;
        let row = row.clone().compared_to(rows.first().unwrap_or(&row));
        let efficiency = row.speedup.unwrap_or(1.0) / threads.min(cores) as f64;
        rows.push(row.with("threads", threads, "").with(
            "efficiency",
            efficiency,
            format!("{:.0}%", efficiency * 100.0),
        ));
    }
    lesson.table(&rows, &[("efficiency", "efficiency"), ("switches", "context_switches")])?;
    let times: Vec<String> =
        rows.iter().map(|row| units::duration(Duration::from_secs_f64(row.wall().median))).collect();
    let plot: Vec<_> =
        rows.iter().zip(&times).map(|(row, time)| (row.name.clone(), row.wall().median, time.as_str())).collect();
    lesson.print(&format!("\n{}", bars(&plot, WIDTH)))?;

    let best = rows.iter().map(|row| row.wall().median).fold(f64::INFINITY, f64::min);
    let most = rows.last().expect("at least one count of threads");
    let at_cores = rows.iter().find(|row| row.name == plural(cores, "thread")).unwrap_or(most);
    lesson.say(&format!(
        "\nEfficiency is the speedup over the cores that the threads can use. {} did the work in {:.2} times the best time seen, {} in {:.2} times{}.",
        at_cores.name,
        at_cores.wall().median / best,
        most.name,
        most.wall().median / best,
        match (at_cores.switches(), most.switches()) {
            (Some(few), Some(many)) => format!(", with {} context switches against {}", units::count(few.median as u64), units::count(many.median as u64)),
            _ => String::new(),
        }
    ))
}

fn one_lock_around_it_all(lesson: &mut Lesson, steps: u64, cores: usize) -> anyhow::Result<()> {
    let total = 0..steps * TASKS as u64;
    let threads = cores.max(2);
    lesson.heading("The same threads under one lock: what the GIL does")?;
    lesson.say(&format!(
        "{threads} threads share the work, but compute only while they hold one global lock, as CPython's threads do. \
         Here it changes hands after every 1/100 of a task."
    ))?;
    lesson.predict("How many cores will they use?")?;
    let runs = lesson.runs(RUNS);
    let (sum, alone) = lesson.measure_times(runs, "1 thread, no lock", |_| Ok(run_with_threads(1, total.clone())?))?;
    lesson.check("no lock: the sum is right", sum == expected(&total))?;
    let title = format!("{threads} threads, one lock");
    let (sum, locked) =
        lesson.measure_times(runs, &title, |_| Ok(run_with_global_lock(threads, total.clone(), steps / 100)?))?;
    lesson.check("one lock: the sum is right", sum == expected(&total))?;
    let rows = [alone.clone().compared_to(&alone), locked.compared_to(&alone)];
    lesson.table(&rows, &[("switches", "context_switches")])
}

fn tasks_that_wait(lesson: &mut Lesson, cores: usize) -> anyhow::Result<()> {
    let wait = Duration::from_millis(if lesson.quick() { 20 } else { 500 });
    lesson.heading("And tasks that wait?")?;
    lesson.say(&format!("{TASKS} tasks that sleep for {} instead of computing.", units::duration(wait)))?;
    lesson.predict("What does a second worker change now?")?;
    let mut rows: Vec<Row> = Vec::new();
    for workers in if cores > 1 { vec![1, cores] } else { vec![1] } {
        let name = format!("{TASKS} sleeps, {}", plural(workers, "worker"));
        let (_, row) = lesson.measure_times(1, &name, |_| Ok(run_waiting(workers, TASKS, wait)?))?;
        rows.push(row.clone().compared_to(rows.first().unwrap_or(&row)));
    }
    lesson.table(&rows, &[])
}

fn conclusion(lesson: &mut Lesson, cores: usize, alone: &Row, parallel: &Row) -> anyhow::Result<()> {
    let speedup = parallel.speedup.unwrap_or(1.0);
    let (one, all) = (units::cores(alone.cores_used().median), units::cores(parallel.cores_used().median));
    if cores == 1 {
        return lesson.conclude(
            false,
            "",
            "This machine grants one core, so nothing here could run in parallel: the tasks were concurrent and \
             that is all. Run it where there are two cores to see the other half.",
        );
    }
    let best = predict::equal_tasks(TASKS, cores);
    lesson.conclude(
        speedup > 1.0 + (best - 1.0) / 2.0,
        &format!(
            "Same tasks, same code: 1 worker used {one} cores, {cores} workers used {all} and were {speedup:.2}x as \
             fast (at best {best:.1}x here). Concurrency was in the program all along; parallelism came from the cores."
        ),
        &format!(
            "{cores} workers used {all} cores and were {speedup:.2}x as fast, where {best:.1}x is possible: this \
             run does not show the point. Something else is using the cores; close it and run again."
        ),
    )
}

/// 1, 2, 4 … up to 8 threads a core, the number of cores among them.
fn thread_counts(cores: usize) -> Vec<usize> {
    let powers = std::iter::successors(Some(1), |count| Some(count * 2)).take_while(|&count| count < 8 * cores);
    let mut counts: Vec<usize> = powers.chain([cores, 8 * cores]).collect();
    counts.sort_unstable();
    counts.dedup();
    counts
}

/// Runs `work` while its timeline is recorded.
fn in_time<T>(
    recorder: &observe::Recorder,
    title: &str,
    work: impl FnOnce() -> std::io::Result<T>,
) -> anyhow::Result<(T, Timeline)> {
    let (result, timeline) = recorder.record(title, work);
    Ok((result?, timeline))
}
