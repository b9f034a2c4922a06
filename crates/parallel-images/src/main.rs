//! Lesson 2: real pictures, resized by one thread, then by one a core. `cargo run -p parallel-images`
//!
//! Read this file for what is printed, and `lib.rs` for the lesson.
//!
//! ```text
//!                         wall        CPU cores used speedup allowed efficiency
//!   ─────────────────── ────── ─── ────── ────────── ─────── ─────── ──────────
//!   sequential          617 ms ±0% 616 ms       1.00
//!   parallel, 2 threads 328 ms ±1% 639 ms       1.95   1.88x   2.00x        94%
//!
//!   worker 0 │00000000000000000000111111111111111112222222222222223333333333333333
//!   worker 1 │44444444444444455555555555555555556666666666666667777777777777777···
//! ```

mod comparison;
mod input;
mod outlook;
mod report;
mod small;

use std::process::ExitCode;

use observe::draw::Rows;
use observe::lesson::{self, Lesson};
use parallel_images::{process_parallel, process_sequential};

use comparison::Comparison;
use input::Input;
use small::Tiny;

fn main() -> ExitCode {
    lesson::run(observe::program!(), input::flags(), pictures)
}

fn pictures(lesson: &mut Lesson) -> anyhow::Result<()> {
    let input = Input::of(lesson)?;
    outlook::introduce(lesson, &input)?;
    outlook::predict(lesson, &input)?;

    lesson.expect(4);
    // `install` hands a call to the threads of a pool: the main thread only waits for it.
    let ((sequential, on_one), one) = lesson.measure_times(input.runs, "sequential", |recorder| {
        Ok(recorder.record("sequential", || input.alone.install(|| process_sequential(&input.pictures))))
    })?;
    report::left_out(lesson, &sequential)?;
    let ((parallel, on_many), many) = lesson.measure_times(input.runs, &input.parallel_row(), |recorder| {
        Ok(recorder.record("parallel", || input.pool.install(|| process_parallel(&input.pictures))))
    })?;
    report::check_equal(lesson, &sequential, &parallel)?;
    let comparison = Comparison::of(&input, &one, &many, &on_one, &on_many);
    comparison.print(lesson, one, many)?;

    lesson.heading("Who had which picture when")?;
    lesson.timeline(comparison::renumbered(on_one, &input.pictures), Rows::Threads)?;
    lesson.timeline(comparison::renumbered(on_many, &input.pictures), Rows::Threads)?;
    report::list(lesson, &parallel, &comparison.times)?;

    lesson.heading("The same loop over tiny pictures")?;
    let tiny = Tiny::measure(lesson, &input, &report::fine(&parallel))?;

    report::write(lesson, &input, &parallel)?;
    comparison.conclude(lesson, &input, &tiny)
}
