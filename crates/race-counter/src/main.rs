//! Lesson 4: updates that get lost, how often, and what each fix costs.
//!
//! `cargo run -p race-counter` or `just lesson 4`

mod report;

use std::process::ExitCode;

use observe::lesson;
use race_counter::{INCREMENTS, THREADS};
use report::{conclusion, every_interleaving, the_fixes, two_kinds_of_race, updates_get_lost, what_the_compiler_says};

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
        every_interleaving(lesson)?;
        conclusion(lesson, &runs_that_lost)
    })
}
