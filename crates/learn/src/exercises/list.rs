//! `learn exercises`: all of them in order, with where the learner stands.

use anstyle::{AnsiColor, Style};
use observe::lesson::{WIDTH, wrap};

use super::state::{State, state};
use super::{Course, about, next, typed};

/// The list. Nothing is built or run for it.
///
/// # Errors
/// A file of an exercise can't be read.
pub fn list(course: &Course) -> anyhow::Result<String> {
    let longest = course.exercises.iter().map(|one| one.name.chars().count()).max().unwrap_or(0);
    let (mut out, mut chapter, mut solved, mut left) = (String::new(), String::new(), 0, 0);
    for exercise in &course.exercises {
        let folder = exercise.folder.parent().and_then(|path| path.file_name()).unwrap_or_default();
        let folder = folder.to_string_lossy().into_owned();
        if folder != chapter {
            let name = folder.split_once('_').map_or(&*folder, |(_, name)| name).replace('_', "-");
            out += &format!("{}{}  {name}\n", if chapter.is_empty() { "" } else { "\n" }, exercise.chapter);
            chapter = folder;
        }
        let (mark, colour, words) = match state(course, exercise)? {
            State::Solved => ('✓', Some(AnsiColor::Green), "solved".to_owned()),
            State::Fails(says) => ('✗', Some(AnsiColor::Red), format!("not yet: {says}")),
            State::Changed => ('~', Some(AnsiColor::Yellow), "not yet: changed, and not tested since".to_owned()),
            State::NotTried => ('·', None, "not tried".to_owned()),
        };
        let is_solved = mark == '✓';
        solved += usize::from(is_solved);
        left += if is_solved { 0 } else { exercise.minutes };
        let style = Style::new().fg_color(colour.map(Into::into));
        let number = format!("{}.{}", exercise.chapter, exercise.number);
        let minutes = match exercise.minutes {
            0 => String::new(),
            minutes => format!("{minutes} min"),
        };
        let name = format!("{number:<4} {:<longest$}  {minutes:>6}", exercise.name);
        let room = WIDTH.saturating_sub(name.chars().count() + 6);
        let words: String = words.chars().take(room).collect();
        out += &format!("  {style}{mark}{style:#} {name}  {words}\n");
    }
    let last = match next::next(course) {
        Some(next) => {
            let (all, left) = (course.exercises.len(), about(left));
            format!("{solved} of {all} solved, {left} left.\nNext is {}: {}", next.title(), typed("next"))
        }
        None => format!("All {} are solved.", course.exercises.len()),
    };
    let last: String = last.lines().map(|line| wrap(line, WIDTH, "")).collect();
    Ok(out + "\n" + &last)
}
