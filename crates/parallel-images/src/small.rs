//! Where handing out the work costs as much as the work.

use std::time::Duration;

use observe::lesson::Lesson;
use observe::{Row, units};
use parallel_images::{Processed, tiny};
use serde_json::json;

use crate::input::Input;

/// One time through the loop is over too soon for a clock.
const TIMES: u32 = 2_000;

/// What the loop over tiny pictures came to.
pub(crate) struct Tiny {
    speedup: f64,
}

impl Tiny {
    /// Measures it, shows the two rows, and says which of the two was faster.
    pub(crate) fn measure(lesson: &mut Lesson, input: &Input, processed: &[&Processed]) -> anyhow::Result<Self> {
        let pictures = tiny::pictures(processed)?;
        let times = if lesson.quick() { TIMES / 10 } else { TIMES };
        let (on_one, one) = lesson.measure_times(input.runs, "tiny, sequential", |_| {
            let once = || tiny::process_sequential(&pictures);
            Ok(input.alone.install(|| (1..times).try_fold(once()?, |_, _| once()))?)
        })?;
        let (on_many, many) = lesson.measure_times(input.runs, "tiny, parallel", |_| {
            let once = || input.pool.install(|| tiny::process_parallel(&pictures));
            Ok((1..times).try_fold(once()?, |_, _| once())?)
        })?;
        lesson.check("the tiny thumbnails are byte-equal between the two", on_one == on_many)?;
        let per_loop = |row: &Row| units::duration(Duration::from_secs_f64(row.wall().median / f64::from(times)));
        let (alone, shared) = (per_loop(&one), per_loop(&many));
        let speedup = one.wall().median / many.wall().median;
        let many = many.compared_to(&one);
        lesson.table(&[one, many], &[])?;
        lesson.note("tiny", json!({ "pictures": tiny::COUNT, "width": tiny::WIDTH, "times": times }));
        lesson.print("\n")?;
        lesson.say(&format!(
            "{} pictures of {width}x{width} pixels, {} times over. Once through the loop takes {alone} on one thread, \
             and {shared} when it is handed to the pool, whose threads have to be woken and waited for: {}.",
            tiny::COUNT,
            units::count(times.into()),
            Self { speedup }.verdict(input.at_once()),
            width = tiny::WIDTH,
        ))?;
        Ok(Self { speedup })
    }

    fn verdict(&self, at_once: usize) -> &'static str {
        match self.speedup {
            s if s < 0.95 => "here parallelism loses",
            s if s <= 1.05 => "here parallelism gains nothing",
            s if s < 0.7 * at_once as f64 => "here parallelism gains little",
            _ => "even here parallelism gains",
        }
    }

    pub(crate) fn in_short(&self) -> String {
        format!("Tiny pictures: {:.2}x.", self.speedup)
    }
}
