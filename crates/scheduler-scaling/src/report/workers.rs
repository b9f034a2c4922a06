//! Part 1: the same tasks, the same code, on one worker and on all.

use observe::draw::Rows;
use observe::lesson::Lesson;
use observe::units::{self, plural};
use observe::{Row, predict};
use scheduler_scaling::{expected, run_with_workers};

use super::{RUNS, TASKS, in_time};

pub(crate) fn same_tasks_one_worker_then_all(
    lesson: &mut Lesson,
    steps: u64,
    cores: usize,
) -> anyhow::Result<(Row, Row)> {
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
