//! The broken starts: `starts/CHAPTER/NAME.rs`, a copy of each exercise's answer before anybody worked on it.
//!
//! They are files of the repository because nothing else is always there: a learner may have committed over the start,
//! and who has downloaded an archive has no history at all. Nobody edits them: [`write()`] makes them anew for whoever
//! changes an exercise, and on a clean clone [`differing`] finds none.

use std::fs;

use grader::exercise::{ANSWER, Exercise};

use super::state::{files_in, read, write_whole};
use super::{Course, shown};

/// The broken start of an exercise; `None` if the repository has none.
///
/// # Errors
/// It can't be read.
pub fn start(course: &Course, exercise: &Exercise) -> anyhow::Result<Option<Vec<u8>>> {
    let path = course.root.join(exercise.start());
    if path.is_file() { read(&path).map(Some) } else { Ok(None) }
}

/// Whether the learner's source is the broken start, and nothing else stands beside it.
///
/// # Errors
/// A file can't be read.
pub fn is_untouched(course: &Course, exercise: &Exercise) -> anyhow::Result<bool> {
    let folder = course.root.join(&exercise.folder);
    let answer = folder.join(ANSWER);
    let same = start(course, exercise)?.is_some_and(|start| read(&answer).is_ok_and(|answer| answer == start));
    Ok(same && files_in(&folder.join("src"))? == [answer])
}

/// The exercises whose start is not what stands in their folder.
///
/// # Errors
/// A file can't be read.
pub fn differing(course: &Course) -> anyhow::Result<Vec<&Exercise>> {
    let mut found = Vec::new();
    for exercise in &course.exercises {
        if start(course, exercise)? != Some(read(&course.root.join(&exercise.folder).join(ANSWER))?) {
            found.push(exercise);
        }
    }
    Ok(found)
}

/// Takes what stands in the exercises' folders as their starts. Returns the files written.
///
/// # Errors
/// A file can't be read or written.
pub fn write(course: &Course) -> anyhow::Result<Vec<String>> {
    let mut written = Vec::new();
    for exercise in differing(course)? {
        let answer = fs::read(course.root.join(&exercise.folder).join(ANSWER))?;
        write_whole(&course.root.join(exercise.start()), &answer)?;
        written.push(shown(&exercise.start()));
    }
    Ok(written)
}
