//! What is about to happen, and what there is to know before looking.

use observe::lesson::Lesson;
use observe::{predict, units};
use parallel_images::WIDTHS;

use crate::input::Input;

/// What is to be done, and by whom.
pub(crate) fn introduce(lesson: &mut Lesson, input: &Input) -> anyhow::Result<()> {
    let bytes = input.pictures.iter().filter_map(|path| path.metadata().ok()).map(|file| file.len()).sum();
    let count = units::plural(input.pictures.len(), if input.own { "picture" } else { "photograph" });
    let widths = WIDTHS.map(|width| width.to_string());
    let (last, others) = widths.split_last().map_or(("", &widths[..0]), |(last, others)| (last.as_str(), others));
    lesson.print("\n")?;
    lesson.say(&format!(
        "To do: {count}, {}. Each is decoded, resized to widths of {} and {last} pixels, sharpened and encoded: \
         nothing but computation. First by one thread, then by {}.",
        units::bytes(bytes),
        others.join(", "),
        units::plural(input.threads, "worker thread"),
    ))?;
    let (logical, physical) = (num_cpus::get(), num_cpus::get_physical());
    let meaning = if physical > input.cores {
        "the program is granted only a part of the machine, and more threads than it is granted only take turns"
    } else if physical < logical {
        "two logical cores share the arithmetic of a physical one, so work like this gains little beyond the latter"
    } else {
        "each has arithmetic of its own, so as many threads can really work at the same instant"
    };
    let logical = units::plural(logical, "logical core");
    lesson.say(&format!("num_cpus counts {logical} and {physical} physical: {meaning}."))
}

/// Asks for a prediction for this machine.
pub(crate) fn predict(lesson: &mut Lesson, input: &Input) -> anyhow::Result<()> {
    let (pictures, at_once) = (input.pictures.len(), input.at_once());
    let speedup = predict::equal_tasks(pictures, at_once);
    let hint = match (pictures, at_once) {
        (1, _) => "One picture is one piece of work: there is nothing to share out, so 1x.".to_owned(),
        (_, 1) => "One at a time is what one thread does anyway, so 1x.".to_owned(),
        _ => format!(
            "If each took as long as the next: {} at a time make {}, so {speedup:.1}x.",
            units::count(at_once.min(pictures) as u64),
            units::plural(pictures.div_ceil(at_once), "round"),
        ),
    };
    lesson.print("\n")?;
    lesson.predict(&format!(
        "{} to {} on {}: how many times faster? {hint}",
        units::plural(pictures, "picture"),
        units::plural(input.threads, "thread"),
        units::plural(input.cores, "core"),
    ))?;
    lesson.print("\n")
}
