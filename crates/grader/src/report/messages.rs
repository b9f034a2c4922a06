//! All that the tests print about answers that fail, on one page.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use observe::lesson::{WIDTH, wrap};

use crate::exercise::Exercise;
use crate::prove::Proof;

const HEAD: &str = "# What the tests say

Each broken exercise and each wrong answer, and what the tests print that must fail on it. Numbers that the tests
draw are fixed here by a seed. Made by `cargo prove --messages solutions/messages.md`; `cargo test` compares it.
";

/// The page, in Markdown. What several tests of an answer print alike stands there once.
#[must_use]
pub fn messages(exercises: &[Exercise], proof: &Proof) -> String {
    let mut out = wrap_paragraphs(HEAD);
    for exercise in exercises {
        let title = exercise.title();
        let _ = write!(out, "\n## {title}\n");
        for proven in proof.answers.iter().filter(|one| one.exercise == title && !one.messages.is_empty()) {
            let _ = write!(out, "\n### {}: {}\n", exercise.name, proven.answer.name);
            let mut alike: BTreeMap<&str, Vec<String>> = BTreeMap::new();
            for (test, message) in &proven.messages {
                alike.entry(message).or_default().push(format!("`{test}`"));
            }
            let mut alike: Vec<(&str, Vec<String>)> = alike.into_iter().collect();
            alike.sort_by(|(_, one), (_, other)| one.cmp(other));
            for (message, tests) in alike {
                let _ = write!(out, "\n{}\n```text\n{}\n```\n", wrap(&tests.join(", "), WIDTH, ""), tidy(message));
            }
        }
    }
    out
}

fn wrap_paragraphs(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| wrap(&paragraph.replace('\n', " "), WIDTH, ""));
    paragraphs.collect::<Vec<_>>().join("\n")
}

/// The same on every system: paths with `/`, no blanks at the ends of lines.
fn tidy(message: &str) -> String {
    let message = if cfg!(windows) { message.replace('\\', "/") } else { message.to_owned() };
    message.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}
