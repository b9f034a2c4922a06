//! The two rows against each other, and against what the machine allows.

use std::path::PathBuf;
use std::time::Duration;

use observe::lesson::Lesson;
use observe::{Row, Timeline, predict, units};
use parallel_images::pictures;

use crate::input::Input;
use crate::small::Tiny;

/// The part of what is allowed that has to be reached. (Four fast cores with four slow ones make some 0.7.)
const ENOUGH: f64 = 0.6;

pub(crate) struct Comparison {
    /// The pictures' times on one thread.
    pub(crate) times: Vec<(String, Duration)>,
    speedup: f64,
    /// The best speedup of work in such pieces, by as many threads at once as there are cores for.
    allowed: f64,
    /// The same with physical cores.
    allowed_physically: f64,
    cores_used: f64,
    most_at_once: usize,
}

impl Comparison {
    pub(crate) fn of(input: &Input, one: &Row, many: &Row, on_one: &Timeline, on_many: &Timeline) -> Self {
        let times: Vec<(String, Duration)> =
            on_one.slices.iter().map(|slice| (on_one.tasks[slice.task].clone(), slice.end - slice.start)).collect();
        let seconds: Vec<f64> = times.iter().map(|(_, time)| time.as_secs_f64()).collect();
        Self {
            speedup: one.wall().median / many.wall().median,
            allowed: predict::unequal_tasks(&seconds, input.at_once()),
            allowed_physically: predict::unequal_tasks(&seconds, input.at_once().min(num_cpus::get_physical())),
            cores_used: many.cores_used().median,
            most_at_once: on_many.most_at_once(),
            times,
        }
    }

    fn efficiency(&self) -> f64 {
        self.speedup / self.allowed
    }

    /// The table, and where the column `allowed` comes from.
    pub(crate) fn print(&self, lesson: &mut Lesson, one: Row, many: Row) -> anyhow::Result<()> {
        let many = many.compared_to(&one).with("allowed", self.allowed, format!("{:.2}x", self.allowed)).with(
            "efficiency",
            self.efficiency(),
            percent(self.efficiency()),
        );
        lesson.table(&[one, many], &[("allowed", "allowed"), ("efficiency", "efficiency")])?;
        let total = self.times.iter().map(|(_, time)| *time).sum();
        let longest = self.times.iter().map(|(_, time)| *time).max().unwrap_or_default();
        lesson.print("\n")?;
        lesson.say(&format!(
            "Allowed: the pictures' times on one thread add up to {}, the longest takes {}, and no picture is \
             split, so {:.2}x is the most that this machine can give. Efficiency: how much of that was reached.",
            units::duration(total),
            units::duration(longest),
            self.allowed,
        ))
    }

    /// The last line.
    pub(crate) fn conclude(&self, lesson: &mut Lesson, input: &Input, tiny: &Tiny) -> anyhow::Result<()> {
        let threads = units::plural(input.threads, "thread");
        let cores = units::plural(input.cores, "core");
        let (speedup, allowed, used) = (self.speedup, self.allowed, units::cores(self.cores_used));
        let nothing_parallel = match (input.pictures.len(), input.threads, input.cores, self.most_at_once) {
            (1, ..) => Some("a single picture can't be shared out"),
            (_, _, 1, _) => Some("one core runs one thread at a time"),
            (_, 1, ..) => Some("one worker thread takes one picture after the other"),
            (.., 0 | 1) => Some("one thread had done all pictures before another woke up"),
            _ => None,
        };
        if let Some(why) = nothing_parallel {
            let text = format!(
                "Nothing was parallel here: {why}, {used} cores used, {speedup:.2}x. Parallelism needs more than one \
                 core, more than one thread and more than one piece of work."
            );
            return lesson.conclude(false, "", &text);
        }
        let reached = percent(self.efficiency());
        let yes = format!(
            "{threads} on {cores}: {speedup:.2}x, {reached} of the {allowed:.2}x that these pictures allow, with \
             {used} cores used: the same work, done at the same instant. {}",
            tiny.in_short(),
        );
        let no = format!(
            "{speedup:.2}x of the {allowed:.2}x that {cores} allow, with {used} cores used by {threads}: {}.",
            if self.cores_used < 0.8 * allowed {
                "the system gave cores to other programs meanwhile, so close those and run it again"
            } else {
                "the cores were had, but were slower together than one alone (slow ones among them, memory, heat)"
            },
        );
        let parallel = self.cores_used > 1.2 && speedup > 1.2; // with less, whatever the clock says, it was not
        lesson.conclude(parallel && speedup >= ENOUGH * self.allowed_physically, &yes, &no)
    }
}

/// `timeline` with the pictures numbered as they are listed, not in the order in which they were begun.
pub(crate) fn renumbered(mut timeline: Timeline, pictures: &[PathBuf]) -> Timeline {
    let names: Vec<String> = pictures.iter().map(|path| pictures::name(path)).collect();
    let place = |task: &String| names.iter().position(|name| name == task).unwrap_or(names.len());
    let mut order: Vec<usize> = (0..timeline.tasks.len()).collect();
    order.sort_by_key(|&task| place(&timeline.tasks[task]));
    for slice in &mut timeline.slices {
        slice.task = order.iter().position(|&task| task == slice.task).unwrap_or(slice.task);
    }
    timeline.tasks = order.into_iter().map(|task| timeline.tasks[task].clone()).collect();
    timeline
}

fn percent(part: f64) -> String {
    format!("{:.0}%", part * 100.0)
}
