//! `learn reset`: back to the broken start, with the learner's work kept aside.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context as _;
use grader::exercise::{ANSWER, Exercise};

use super::state::{files_in, write_whole};
use super::{Course, KEPT, shown, starts};

/// Keeps the sources aside, then writes the start. What is kept is whole before anything else changes.
///
/// # Errors
/// There is no start, or a file can't be read or written; the learner's source is then as it was.
pub fn reset(course: &Course, exercise: &Exercise) -> anyhow::Result<String> {
    let title = exercise.title();
    let start = starts::start(course, exercise)?.with_context(|| {
        let (start, answer) = (shown(&exercise.start()), shown(&exercise.folder.join(ANSWER)));
        format!("{title} has no start in {start}; nothing was changed. `git log -- {answer}` tells of older versions")
    })?;
    if starts::is_untouched(course, exercise)? {
        return Ok(format!("{title} is at its start already: nothing to do.\n"));
    }
    let source = course.root.join(&exercise.folder).join("src");
    let kept = free_folder(&course.root.join(KEPT).join("kept").join(&exercise.name))?;
    let files = files_in(&source)?;
    for file in &files {
        let copy = kept.join(file.strip_prefix(&source).unwrap_or(file));
        write_whole(&copy, &fs::read(file).with_context(|| format!("reading {}", file.display()))?)?;
    }
    let answer = course.root.join(&exercise.folder).join(ANSWER);
    write_whole(&answer, &start)?;
    // Modules of the learner's own belong to the work that is kept.
    for file in files.iter().filter(|file| **file != answer) {
        fs::remove_file(file).with_context(|| format!("removing {}", file.display()))?;
    }
    let kept = shown(kept.strip_prefix(&course.root).unwrap_or(&kept));
    Ok(format!(
        "{title} is at its start again.\nYour work is kept in\n  {kept}\nTo have it back, copy it over\n  {}\n",
        shown(&exercise.folder.join("src"))
    ))
}

/// A new folder named for this second; with a number behind it if that is taken.
fn free_folder(within: &Path) -> anyhow::Result<PathBuf> {
    fs::create_dir_all(within).with_context(|| format!("making {}", within.display()))?;
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let name = utc(seconds);
    for number in 1.. {
        let name = if number == 1 { name.clone() } else { format!("{name}_{number}") };
        let folder = within.join(name);
        match fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error).with_context(|| format!("making {}", folder.display())),
        }
    }
    unreachable!("there is always a further number")
}

/// A time since 1970 as a file's name: `2026-11-23_22-50-09_UTC`. std knows no time zones.
fn utc(seconds: u64) -> String {
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    // In years that begin in March, the leap day is the last one, and months have lengths by one formula.
    let shifted = days + 719_468;
    let (era, day) = (shifted / 146_097, shifted % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = year + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year}-{month:02}-{day:02}_{hour:02}-{minute:02}-{second:02}_UTC")
}

#[cfg(test)]
mod tests {
    use super::utc;

    #[test]
    fn seconds_are_a_date() {
        assert_eq!(utc(0), "1970-01-01_00-00-00_UTC");
        assert_eq!(utc(951_782_400), "2000-02-29_00-00-00_UTC");
        assert_eq!(utc(1_709_251_199), "2024-02-29_23-59-59_UTC");
        assert_eq!(utc(4_107_542_400), "2100-03-01_00-00-00_UTC");
    }
}
