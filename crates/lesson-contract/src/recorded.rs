//! The recorded run of a lesson, which the book and the lesson's README show.

use std::fs;
use std::path::Path;

use crate::program::{Lesson, Ran};
use crate::shape::difference;
use crate::transcript::is_heading;

/// The recorded run consists of what the program prints today, numbers apart: the same headings, columns, rows and kinds
/// of blocks. So a lesson can't change without its page. And its headings, the lines that a terminal shows bold, are
/// those that [`transcript`](crate::transcript) finds, which makes the names of the book's anchors from them.
pub fn recorded_run_has_the_shape_of_todays(lesson: &Lesson) {
    let folder = Path::new(lesson.folder);
    let name = folder.file_name().expect("a package's folder").to_string_lossy();
    let file = folder.join(format!("../../book/recorded/{name}.txt"));
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let anchor = |line: &&str| line.starts_with("ANCHOR: ") || line.starts_with("ANCHOR_END: ");
    let recorded = text.lines().filter(|line| !anchor(line)).map(|line| format!("{line}\n")).collect::<String>();
    assert!(recorded.lines().all(|line| line.chars().count() <= 80), "{recorded}");

    let coloured =
        Ran::of(lesson.command(["--quick"]).current_dir(lesson.folder).env("CLICOLOR_FORCE", "1")).succeeded().stdout;
    let today = without_colour(&coloured);
    if let Some(difference) = difference(&recorded, &today) {
        panic!("the run that the book shows is not this program's: {difference}\nRun `cargo record {name}`.");
    }
    let bold: Vec<String> = coloured.lines().filter(|line| line.starts_with("\u{1b}[1m")).map(without_colour).collect();
    assert_eq!(headings(&today), bold, "the headings by their form, and the bold lines");
}

/// The title, and the first line of each block that has the form of a heading.
fn headings(run: &str) -> Vec<&str> {
    let lines: Vec<&str> = run.lines().collect();
    let heading = |at: &usize| *at == 0 || lines[at - 1].is_empty() && is_heading(lines[*at]);
    (0..lines.len()).filter(heading).map(|at| lines[at]).collect()
}

/// The text without `ESC [ … m`.
fn without_colour(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    first + &parts.map(|part| part.split_once('m').map_or("", |(_, after)| after)).collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::{headings, without_colour};

    #[test]
    fn colours_go_and_text_stays() {
        assert_eq!(without_colour("\u{1b}[1mA title\u{1b}[0m\nm \u{1b}[38;5;2mx"), "A title\nm x");
    }

    #[test]
    fn the_title_and_headings_are_found() {
        assert_eq!(headings("T · t\nsub\n\nThis is.\n\nA part\ntext\n\nWhy?\n\n  row\n"), ["T · t", "A part", "Why?"]);
    }
}
