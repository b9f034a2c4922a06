//! `learn hint`: the next hint of an exercise, one at a time.

use grader::exercise::Exercise;

use super::readme::Readme;
use super::state::Memory;
use super::{Course, typed};

/// The next hint, which counts as shown from now on. With `again`, or when there is no further one, those that were shown.
///
/// # Errors
/// What was shown can't be kept.
pub fn tell(course: &Course, exercise: &Exercise, again: bool) -> anyhow::Result<String> {
    let hints = Readme::of(course, exercise).hints;
    let title = exercise.title();
    if hints.is_empty() {
        return Ok(format!("{title} has no hints.\n"));
    }
    let mut memory = Memory::of(course, exercise);
    let shown = memory.hints.min(hints.len());
    let last = hints.len();
    let from = if again || shown == last { 0 } else { shown };
    let to = if again { shown } else { (shown + 1).min(last) };
    if to > memory.hints {
        memory.hints = to;
        memory.keep(course, exercise)?;
    }
    let mut out = String::new();
    for (index, hint) in hints.iter().enumerate().take(to).skip(from) {
        out += &format!("{title}, hint {} of {last}\n\n{hint}\n", index + 1);
    }
    let name = &exercise.name;
    out += &match to {
        0 => format!("No hint of {title} was shown yet: {}\n", typed(&format!("hint {name}"))),
        _ if shown == last && !again => {
            format!("These were all. The answer: {}\n", typed(&format!("solution {name}")))
        }
        _ if to == last => format!("That was the last. The answer: {}\n", typed(&format!("solution {name}"))),
        _ => format!("The next one: {}\n", typed(&format!("hint {name}"))),
    };
    Ok(out)
}
