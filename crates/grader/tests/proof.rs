//! The exercises of this repository: each answer does what it declares, and the page of messages is today's.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Write as _, stderr};
use std::path::Path;

use grader::exercise::{self, Kind};
use grader::packages::Workspace;
use grader::pristine::Pristine;
use grader::prove::{Options, prove};
use grader::{interrupt, report};

#[test]
fn every_answer_does_what_it_declares() {
    // The programs under test are in groups of their own: without this, Ctrl-C would leave them.
    interrupt::watch().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let workspace = Workspace::around(root).unwrap();
    let exercises = exercise::find(&workspace).unwrap();
    assert!(exercises.len() >= 7, "{} exercises are found; are the folders where they were?", exercises.len());
    let lacks = report::lacks(&exercises);
    assert!(lacks.is_empty(), "\n{lacks}");

    let options = Options { messages: true, ..Options::in_folder(workspace.target.join("prove")) };
    let pristine = Pristine::of(&workspace, &exercises).unwrap();
    let differing = |one: &grader::prove::Proven| {
        if !one.differs.is_empty() {
            let _ = stderr().write_all(report::line(one).as_bytes());
        }
    };
    let proof = prove(&pristine, &exercises, &options, &differing).unwrap();

    let mut ran: BTreeMap<(&str, Kind), usize> = BTreeMap::new();
    for one in &proof.answers {
        assert_eq!(one.verdicts.values().sum::<usize>(), 1, "{} {}", one.exercise, one.answer.name);
        *ran.entry((&one.exercise, one.answer.kind)).or_default() += 1;
    }
    for exercise in &exercises {
        for kind in Kind::ALL {
            let there = exercise.answers.iter().filter(|answer| answer.kind == kind).count();
            let ran = ran.get(&(&*exercise.title(), kind)).copied().unwrap_or(0);
            assert!(ran == there && ran >= kind.least(), "{}: {ran} of {there} {}", exercise.title(), kind.name());
        }
    }
    let (table, summary) = (report::table(&exercises, &proof), report::summary(&exercises, &proof));
    assert_eq!(proof.differing().count(), 0, "see above; the same alone: cargo prove NAME\n\n{table}\n{summary}");

    let page = report::messages(&exercises, &proof);
    hold_to_the_form(&page);
    let path = root.join("solutions/messages.md");
    let there = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let (old, new) = (of_the_model(&there), of_the_model(&page));
    let changed = old.iter().zip(&new).position(|(old, new)| old != new);
    assert!(
        old == new,
        "solutions/messages.md is not what the tests print today, from line {} of chapter 4 on; write it anew:\n    cargo prove \
         --messages solutions/messages.md",
        changed.unwrap_or(old.len().min(new.len())) + 1
    );
}

/// The lines of chapter 4: what a model prints is the same in every run. With real threads and tasks who comes first may
/// stand in a message.
fn of_the_model(page: &str) -> Vec<&str> {
    page.lines().skip_while(|line| !line.starts_with("## 4.")).collect()
}

/// At most 80 columns, and the first line of a message names the verdict: `LOST UPDATE: …`.
fn hold_to_the_form(page: &str) {
    let names_a_verdict = |line: &str| {
        let (verdict, _) = line.split_once(": ").unwrap_or_default();
        verdict.len() > 3 && verdict.chars().all(|c| c.is_ascii_uppercase() || c == ' ')
    };
    let (mut messages, mut before) = (0, "");
    for (number, line) in page.lines().enumerate() {
        let number = number + 1;
        assert!(line.chars().count() <= 80, "line {number} of the page of messages has more than 80 columns:\n{line}");
        if before == "```text" {
            messages += 1;
            assert!(names_a_verdict(line), "line {number} of the page of messages names no verdict:\n{line}");
        }
        before = line;
    }
    assert!(messages >= 200, "{messages} messages are on the page");
}
