//! Part 3: more threads than cores.

use std::time::Duration;

use observe::Row;
use observe::draw::bars;
use observe::lesson::{Lesson, WIDTH};
use observe::units::{self, plural};
use scheduler_scaling::{expected, run_with_threads};

use super::{RUNS, TASKS};

pub(crate) fn more_threads_than_cores(lesson: &mut Lesson, steps: u64, cores: usize) -> anyhow::Result<()> {
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

/// 1, 2, 4 … up to 8 threads a core, the number of cores among them.
pub(crate) fn thread_counts(cores: usize) -> Vec<usize> {
    let powers = std::iter::successors(Some(1), |count| Some(count * 2)).take_while(|&count| count < 8 * cores);
    let mut counts: Vec<usize> = powers.chain([cores, 8 * cores]).collect();
    counts.sort_unstable();
    counts.dedup();
    counts
}
