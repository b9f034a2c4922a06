//! Part 5: tasks that wait.

use std::time::Duration;

use observe::Row;
use observe::lesson::Lesson;
use observe::units::{self, plural};
use scheduler_scaling::run_waiting;

use super::TASKS;

pub(crate) fn tasks_that_wait(lesson: &mut Lesson, cores: usize) -> anyhow::Result<()> {
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
