//! Part 2: when one worker goes on to another task.

use observe::draw::Rows;
use observe::lesson::Lesson;
use scheduler_scaling::{expected, run_with_workers, run_with_yields};

use super::{TASKS, in_time};

/// Turns of a task in the timeline with `yield_now`: few enough to be seen one by one in 80 columns.
const TURNS: usize = 6;

pub(crate) fn when_a_worker_switches(lesson: &mut Lesson, steps: u64) -> anyhow::Result<()> {
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
