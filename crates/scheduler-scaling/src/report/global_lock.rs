//! Part 4: one lock around it all.

use observe::lesson::Lesson;
use scheduler_scaling::{expected, run_with_global_lock, run_with_threads};

use super::{RUNS, TASKS};

pub(crate) fn one_lock_around_it_all(lesson: &mut Lesson, steps: u64, cores: usize) -> anyhow::Result<()> {
    let total = 0..steps * TASKS as u64;
    let threads = cores.max(2);
    lesson.heading("The same threads under one lock: what the GIL does")?;
    lesson.say(&format!(
        "{threads} threads share the work, but compute only while they hold one global lock, as CPython's threads do. \
         Here whoever has it lets go after every 1/100 of a task."
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
