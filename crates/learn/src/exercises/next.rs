//! `learn next`: the first exercise that is not solved: its story, and the file and line to open.

use grader::exercise::Exercise;

use super::readme::Readme;
use super::state::{State, place, state};
use super::{Course, how_long, typed};

/// The first exercise that is not solved. One that can't be read isn't.
#[must_use]
pub fn next(course: &Course) -> Option<&Exercise> {
    course.exercises.iter().find(|one| !matches!(state(course, one), Ok(State::Solved)))
}

/// What a learner needs to begin with it.
///
/// # Errors
/// A file of it can't be read.
pub fn tell(course: &Course) -> anyhow::Result<String> {
    let Some(exercise) = next(course) else {
        return Ok(format!("All {} exercises are solved.\n", course.exercises.len()));
    };
    let name = &exercise.name;
    let state = match state(course, exercise)? {
        State::Fails(says) => format!("\nTested last: {says}\n"),
        _ => String::new(),
    };
    Ok(format!(
        "{}{}\n\n{}{state}\nOpen  {}\nThen  {}\nStuck {}\n",
        exercise.title(),
        how_long(exercise),
        Readme::of(course, exercise).story,
        place(course, exercise)?,
        typed(&format!("test {name}")),
        typed(&format!("hint {name}")),
    ))
}
