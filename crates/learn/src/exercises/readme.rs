//! What an exercise's README tells: the story, and the hints that are folded in it.

use std::fs;

use grader::exercise::Exercise;
use observe::lesson::{WIDTH, wrap};

use super::Course;

/// A README in parts, for a terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Readme {
    /// The story and what to change, in lines of at most 80 columns.
    pub(super) story: String,
    /// The hints, from nudge to almost-there.
    pub(super) hints: Vec<String>,
}

impl Readme {
    /// That of an exercise; empty if there is none.
    pub(super) fn of(course: &Course, exercise: &Exercise) -> Self {
        let path = course.root.join(&exercise.folder).join("README.md");
        Self::read(&fs::read_to_string(path).unwrap_or_default().replace('\r', ""))
    }

    fn read(text: &str) -> Self {
        let (story, rest) = text.split_once("<details>").unwrap_or((text, ""));
        // The heading is the name, and how to run is told in this learner's own words.
        let told = |paragraph: &&str| !paragraph.starts_with("# ") && !paragraph.starts_with("**Run**");
        let story: Vec<&str> = story.trim().split("\n\n").filter(told).collect();
        let hint = |part: &str| {
            let part = part.split("</details>").next().unwrap_or(part);
            plain(part.split_once("</summary>").map_or(part, |(_, body)| body))
        };
        let hints = if rest.is_empty() { vec![] } else { rest.split("<details>").map(hint).collect() };
        Self { story: plain(&story.join("\n\n")), hints }
    }
}

/// The notes on an exercise's answers for a terminal, without their heading.
pub(super) fn notes(markdown: &str) -> String {
    let markdown = markdown.replace('\r', "");
    let told: Vec<&str> = markdown.lines().filter(|line| !line.starts_with("# ")).collect();
    plain(&told.join("\n"))
}

/// Markdown and the few tags of the READMEs as plain text of at most 80 columns. Fenced code stays as it is.
fn plain(markdown: &str) -> String {
    let mut out = String::new();
    let (mut paragraph, mut code) = (String::new(), false);
    for line in markdown.trim().lines() {
        let starts = line.trim_start().starts_with(['-', '*', '|']) && !line.starts_with("**");
        let fence = line.trim_start().starts_with("```");
        if fence || code || line.trim().is_empty() || starts {
            out += &wrapped(&std::mem::take(&mut paragraph));
        }
        match (fence, code) {
            (true, _) => code = !code,
            (_, true) => out += &format!("    {line}\n"),
            _ if line.trim().is_empty() => out += "\n",
            _ => paragraph += &format!("{line} "),
        }
    }
    out + &wrapped(&paragraph)
}

fn wrapped(paragraph: &str) -> String {
    let mut text = paragraph.replace("**", "");
    for (tag, sign) in [
        ("<code>", "`"),
        ("</code>", "`"),
        ("<em>", "*"),
        ("</em>", "*"),
        ("<p>", ""),
        ("</p>", ""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        text = text.replace(tag, sign);
    }
    let indent = if text.trim_start().starts_with(['-', '*']) { "  " } else { "" };
    wrap(&text, WIDTH, indent)
}

#[cfg(test)]
mod tests {
    use super::*;

    const README: &str = "# x\n\nA story\nin lines.\n\n**Change** `f`\nin `src`.\n\n**Run** `cargo test -p x`\n\n\
        <details><summary>Hint 1</summary>\nLook at <code>Vec&lt;T&gt;</code>\n<em>again</em>.\n\n```rust\nlet  x;\n```\n\
        </details>\n<details><summary>Hint 2</summary>\n- one\n- two\n</details>\n";

    #[test]
    fn the_story_has_neither_heading_nor_hints() {
        assert_eq!(Readme::read(README).story, "A story in lines.\n\nChange `f` in `src`.\n");
        assert_eq!(Readme::read(""), Readme::default());
    }

    #[test]
    fn hints_are_plain_text_and_code_stays_as_it_is() {
        let hints = ["Look at `Vec<T>` *again*.\n\n    let  x;\n", "- one\n- two\n"];
        assert_eq!(Readme::read(README).hints, hints);
    }
}
