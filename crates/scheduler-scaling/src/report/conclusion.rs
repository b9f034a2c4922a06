//! The last word, drawn from the figures of part 1.

use observe::lesson::Lesson;
use observe::{Row, predict, units};

use super::TASKS;

pub(crate) fn conclusion(lesson: &mut Lesson, cores: usize, alone: &Row, parallel: &Row) -> anyhow::Result<()> {
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
