//! The run that a lesson's README shows.

use std::fs;
use std::path::Path;

use crate::program::Lesson;

/// The README's transcript has the title and the headings that the program prints today, in the same order, and fits
/// its screen: a lesson can't change without its README.
pub fn readme_shows_this_program(lesson: &Lesson) {
    let readme = Path::new(lesson.folder).join("README.md");
    let readme = fs::read_to_string(&readme).unwrap_or_else(|error| panic!("{}: {error}", readme.display()));
    let transcript = readme
        .split("```text\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("the README has a ```text block with a run");
    let report = lesson.run(["--quick"]).succeeded().stdout;
    assert_eq!(headings(transcript), headings(&report), "the README's run and a run of today");
    assert!(transcript.lines().all(|line| line.chars().count() <= 80), "{transcript}");
    assert!(!transcript.contains("--quick"), "the README shows a whole run");
}

/// The title, and every line that stands alone after an empty one and names no figure of its run.
fn headings(report: &str) -> Vec<&str> {
    let lines: Vec<&str> = report.trim().lines().collect();
    let begins = |line: &str| line.starts_with(|first: char| first.is_alphabetic());
    let heading = |at: usize| {
        let line = lines[at];
        at > 0
            && lines[at - 1].is_empty()
            && begins(line)
            && line.len() < 70
            && !line.ends_with(['.', ':'])
            && !line.contains(|c: char| c.is_ascii_digit())
    };
    lines.iter().take(1).copied().chain((0..lines.len()).filter(|&at| heading(at)).map(|at| lines[at])).collect()
}

#[cfg(test)]
mod tests {
    use super::headings;

    #[test]
    fn headings_are_told_from_paragraphs_and_figures() {
        let report = "Lesson 1 · Title\nsubtitle\n\nThis machine grants.\n\nA part of it\ntext\n\n4 requests\n\n  row 1\n\n\
                      Text that goes on:\n\nWhy?\n";
        assert_eq!(headings(report), ["Lesson 1 · Title", "A part of it", "Why?"]);
    }
}
