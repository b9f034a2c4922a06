//! The line of an answer, and what is said at the end.

use std::fmt::Write as _;

use observe::lesson::{WIDTH, wrap};

use super::table::median_and_most;
use crate::exercise::Exercise;
use crate::prove::{Proof, Proven};

/// An answer's line; below it, where it differs from what it declares.
#[must_use]
pub fn line(proven: &Proven) -> String {
    let word = if proven.differs.is_empty() { "ok" } else { "DIFFERS" };
    let mut out = format!("{word:<8} {} {}\n", proven.exercise, proven.answer.name);
    proven.differs.iter().for_each(|sentence| out += &indented(sentence));
    out
}

/// What the exercises lack, a sentence each; empty if they have everything.
#[must_use]
pub fn lacks(exercises: &[Exercise]) -> String {
    let mut out = String::new();
    for exercise in exercises.iter().filter(|one| !one.lacks.is_empty()) {
        let _ = writeln!(out, "LACKS    {}", exercise.title());
        exercise.lacks.iter().for_each(|sentence| out += &indented(sentence));
    }
    out
}

/// How many answers there were, how many differ, how long they took, and whose verdict was not always the same.
#[must_use]
pub fn summary(exercises: &[Exercise], proof: &Proof) -> String {
    let answers = proof.answers.len();
    let runs: usize = proof.answers.iter().map(|one| one.runs.len()).sum();
    let differ = proof.differing().count();
    let lack = exercises.iter().filter(|one| !one.lacks.is_empty()).count();
    let mut times: Vec<f64> = proof.answers.iter().map(|one| one.spent().as_secs_f64()).collect();
    let (median, most) = median_and_most(&mut times);
    let mut text = format!(
        "{answers} answers to {} exercises, {runs} runs, in {:.1} s; an answer took {median:.2} s (median) to {most:.1} s. \
         {differ} differ from what they declare.",
        exercises.len(),
        proof.spent.as_secs_f64(),
    );
    if lack > 0 {
        let _ = write!(text, " {lack} exercises lack something: see above.");
    }
    let mut out = wrap(&text, WIDTH, "");
    for proven in proof.answers.iter().filter(|one| one.verdicts.len() > 1) {
        let allowed = if proven.differs.is_empty() { ", as it may" } else { "" };
        let _ = writeln!(out, "flipped{allowed}: {} {}", proven.exercise, proven.answer.name);
        for (verdict, times) in &proven.verdicts {
            out += &wrap(&format!("    {times} x {verdict}"), WIDTH, "        ");
        }
    }
    out
}

/// A text that may have lines of its own, which stay as they are; the first one is wrapped.
fn indented(text: &str) -> String {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = wrap(first, WIDTH - 4, "");
    first.lines().chain(rest.lines()).fold(String::new(), |out, line| out + format!("    {line}").trim_end() + "\n")
}
