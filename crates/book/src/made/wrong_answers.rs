//! The instructors' pages of wrong answers: what people answer, and what each answer gets to read. Made from
//! `solutions/CHAPTER/NAME/wrong/` and `solutions/messages.md`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use observe::lesson::{WIDTH, wrap};

use crate::exercises::{Exercise, all};
use crate::files;

/// The page of each chapter, by its number.
///
/// # Errors
/// An answer has no message, or a file can't be read.
pub fn pages(root: &Path) -> anyhow::Result<BTreeMap<u32, String>> {
    let messages = Messages::parse(&files::read(&root.join("solutions/messages.md"))?);
    let mut pages: BTreeMap<u32, String> = BTreeMap::new();
    for exercise in all(root)? {
        let page = pages.entry(exercise.chapter).or_insert_with(|| beginning(exercise.chapter));
        *page += &part(&exercise, &messages).with_context(|| exercise.folder.display().to_string())?;
    }
    Ok(pages)
}

fn beginning(chapter: u32) -> String {
    format!(
        "# Wrong answers: chapter {chapter}\n\n\
         What people answer, and what the tests tell them. Each answer is a file in the exercise's `wrong/` folder in\n\
         `solutions/`, and `cargo prove` holds it to its message. This page is made from them by `cargo record`.\n"
    )
}

fn part(exercise: &Exercise, messages: &Messages) -> anyhow::Result<String> {
    let Exercise { chapter, number, name, .. } = exercise;
    let mut part = format!("\n## {chapter}.{number} {name}\n\n{}\n", exercise.trains()?);
    let folder = exercise.solution.join("wrong");
    let mut answers: Vec<_> = fs::read_dir(&folder)
        .with_context(|| folder.display().to_string())?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    answers.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    answers.sort();
    for path in answers {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let message = messages.of(&format!("{name}: wrong/{stem}"))?;
        let source = files::read(&path)?;
        part += &format!("\n### {}\n", words(&stem));
        if let Some(misconception) = misconception(&source) {
            part += &format!("\n{misconception}\n");
        }
        part += &format!("\n{}\n\n<details>\n<summary>What the tests print</summary>\n\n", verdict(message, &source)?);
        part += &format!("{}\n\n</details>\n", fitted(message.trim()));
    }
    Ok(part)
}

/// A message whose long lines in fences are broken: they are foreign panics, and nobody scrolls sideways for them.
fn fitted(message: &str) -> String {
    let mut fenced = false;
    let mut line = |line: &str| {
        fenced ^= line.starts_with("```");
        if !fenced || line.chars().count() <= WIDTH {
            return format!("{line}\n");
        }
        let text = line.trim_start();
        let indent = &line[..line.len() - text.len()];
        indent.to_owned() + &wrap(text, WIDTH - indent.len(), indent)
    };
    message.lines().map(&mut line).collect::<String>().trim_end().to_owned()
}

/// A file's name as words.
fn words(stem: &str) -> String {
    let words = stem.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// What the author of a wrong answer believed: the text on top of its file beside what it declares.
fn misconception(source: &str) -> Option<String> {
    let declared = |line: &&str| ["fails:", "because:", "may fail:"].iter().any(|key| line.starts_with(key));
    let top = source.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
    let text = top.filter(|line| !declared(line)).collect::<Vec<_>>().join("\n");
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The verdicts in capitals that a message begins with, each once; where the message has none, what the answer declares.
fn verdict(message: &str, source: &str) -> anyhow::Result<String> {
    let capitals = |text: &str| text.len() > 1 && text.chars().all(|c| c.is_ascii_uppercase() || c == ' ');
    let mut found: Vec<&str> = Vec::new();
    let lines = message.lines().filter_map(|line| line.split_once(':')).map(|(before, _)| before);
    for verdict in lines.filter(|before| capitals(before)) {
        if !found.contains(&verdict) {
            found.push(verdict);
        }
    }
    let because = || source.lines().find_map(|line| line.strip_prefix("//! because:")).map(str::trim);
    let said = match &found[..] {
        [] => format!("`{}`", because().context("an answer that says neither a verdict nor why")?),
        found => found.iter().map(|verdict| format!("**{verdict}**")).collect::<Vec<_>>().join(", "),
    };
    Ok(format!("Verdict: {said}."))
}

/// The messages of `solutions/messages.md`, by the heading over them.
struct Messages(BTreeMap<String, String>);

impl Messages {
    fn parse(page: &str) -> Self {
        let mut messages = BTreeMap::new();
        let (mut heading, mut fenced) = (None, false);
        for line in page.lines() {
            fenced ^= line.starts_with("```");
            match line.strip_prefix("### ").filter(|_| !fenced) {
                Some(name) => {
                    messages.insert(name.to_owned(), String::new());
                    heading = Some(name.to_owned());
                }
                None if !fenced && line.starts_with("## ") => heading = None,
                None => {
                    if let Some(text) = heading.as_ref().and_then(|heading| messages.get_mut(heading)) {
                        *text += line;
                        text.push('\n');
                    }
                }
            }
        }
        Self(messages)
    }

    fn of(&self, name: &str) -> anyhow::Result<&str> {
        let sentence = "; run `cargo prove --messages solutions/messages.md`";
        self.0.get(name).map(String::as_str).with_context(|| format!("solutions/messages.md has no {name}{sentence}"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Messages, fitted, misconception, pages, verdict, words};
    use crate::exercises::all;
    use crate::records::root;

    const PAGE: &str = "# Page\n\n## 1.1 a\n\n### a: broken\n\nx\n\n### a: wrong/b\n\n`test`\n\n```text\nTOO FEW: one.\n\
                        ### no heading\n```\n\n## 1.2 c\n\nno message\n";

    #[test]
    fn messages_are_found_by_their_headings() {
        let messages = Messages::parse(PAGE);
        assert_eq!(messages.of("a: wrong/b").unwrap().trim(), "`test`\n\n```text\nTOO FEW: one.\n### no heading\n```");
        assert!(messages.of("a: wrong/c").unwrap_err().to_string().contains("cargo prove --messages"));
    }

    #[test]
    fn verdicts_are_in_capitals_or_as_declared() {
        let said = |message, source| verdict(message, source).unwrap();
        assert_eq!(
            said("```text\nTOO FEW: a\nnote: b\nLOST: c\nTOO FEW: d\n```", ""),
            "Verdict: **TOO FEW**, **LOST**."
        );
        assert_eq!(said("panicked", "//! fails: x\n//! because: must not be zero\n"), "Verdict: `must not be zero`.");
        assert!(verdict("panicked", "//! fails: x\n").is_err());
    }

    #[test]
    fn what_the_author_believed_is_what_the_top_says_beside_the_declaration() {
        let source = "//! Locks are enough.\n//! fails: a\n//! because: b\n//! may fail: c\n\n//! not the top\n";
        assert_eq!(misconception(source).as_deref(), Some("Locks are enough."));
        assert_eq!(misconception("//! fails: a\n"), None);
        assert_eq!(words("a_lock_per_thread"), "A lock per thread");
    }

    #[test]
    fn long_lines_in_fences_are_broken() {
        let text = format!("```text\n  {}end\n```\n{}", "word ".repeat(20), "word ".repeat(20).trim());
        let lines: Vec<String> = fitted(&text).lines().map(str::to_owned).collect();
        assert!(lines[1].starts_with("  word") && lines[2].starts_with("  word") && lines[1].len() <= 80, "{lines:?}");
        assert_eq!(lines.len(), 5);
    }

    #[test]
    fn each_wrong_answer_of_each_exercise_is_on_its_page() {
        let pages = pages(&root()).unwrap();
        for exercise in all(&root()).unwrap() {
            let page = &pages[&exercise.chapter];
            for entry in std::fs::read_dir(exercise.solution.join("wrong")).unwrap() {
                let stem = entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned();
                assert!(page.contains(&format!("\n### {}\n", words(&stem))), "{stem}");
            }
        }
    }
}
