//! `learn solution`: the answer beside the learner's own, what is to be learned from it, and the other right ones.

use std::fs;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use anyhow::Context as _;
use grader::exercise::{ANSWER, Answer, Exercise, Kind};
use observe::lesson::{WIDTH, wrap};

use super::readme::{Readme, notes};
use super::state::{State, read, state};
use super::{Course, diff, shown, typed};

/// Whether the learner wants to see it: asked on a terminal, unless the exercise is solved. `None` where nobody can answer.
///
/// # Errors
/// The terminal can't be read, or a file of the exercise.
pub fn is_wanted(course: &Course, exercise: &Exercise) -> anyhow::Result<Option<bool>> {
    if state(course, exercise)? == State::Solved {
        return Ok(Some(true));
    }
    if !io::stdin().is_terminal() {
        return Ok(None);
    }
    let mut out = anstream::stdout();
    write!(out, "{} is not solved yet. Show the solution? [y/N] ", exercise.title())?;
    out.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).context("reading the answer")?;
    Ok(Some(matches!(&*answer.trim().to_lowercase(), "y" | "yes")))
}

/// The solution beside the learner's own source.
///
/// # Errors
/// There is no solution, or a file can't be read.
pub fn tell(course: &Course, exercise: &Exercise) -> anyhow::Result<String> {
    let of = |kind: Kind| exercise.answers.iter().filter(move |answer| answer.kind == kind);
    let title = exercise.title();
    let solution = of(Kind::Solution).next().with_context(|| format!("{title} has no solution in solutions/"))?;
    let own = read(&course.root.join(&exercise.folder).join(ANSWER))?;
    let own = String::from_utf8_lossy(&own);
    let text = text(solution);
    let mut out = format!("{title}: - yours, + the solution\n\n");
    if own == text {
        out = format!("{title}: yours is the solution, letter by letter.\n");
    }
    out += &diff::drawn(&own, &text);

    out += "\nWhat to look at\n\n";
    let told = fs::read_to_string(course.root.join(exercise.notes())).unwrap_or_default();
    out += &match notes(&told) {
        none if none.is_empty() => Readme::of(course, exercise).hints.pop().unwrap_or_default(),
        notes => notes,
    };

    let folder = exercise.folder.strip_prefix("exercises").unwrap_or(&exercise.folder);
    let folder = std::path::Path::new("solutions").join(folder);
    let others: Vec<&Answer> = of(Kind::AlsoCorrect).collect();
    if !others.is_empty() {
        out += &format!("\nAlso correct, in {}/\n", shown(&folder));
    }
    for other in others {
        let other_text = self::text(other);
        let parts = diff::lines(&text, &other_text).into_iter();
        let changed = parts.filter(|(side, line)| *side == diff::Side::Second && !line.trim().is_empty()).count();
        let lines = if changed == 1 { "line" } else { "lines" };
        out += &format!("  {}.rs  ({changed} other {lines})\n", other.name);
    }
    let wrong = of(Kind::Wrong).count();
    let last = format!(
        "{wrong} wrong answers stand beside them, in wrong/: read one, say what its tests will show, and look it up in \
         solutions/messages.md. Back to the start, with your work kept: {}",
        typed(&format!("reset {}", exercise.name))
    );
    Ok(out + "\n" + &wrap(&last, WIDTH, ""))
}

fn text(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.source).replace('\r', "")
}
