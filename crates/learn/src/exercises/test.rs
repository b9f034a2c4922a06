//! `learn test`: the verdict on the learner's source, with the message first.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anstyle::{AnsiColor, Effects, Style};
use anyhow::Context as _;
use grader::build::{Build, build_in_place};
use grader::exercise::Exercise;
use grader::verdict::{self, Seen, without_program};
use observe::lesson::{WIDTH, wrap};

use super::state::{Memory, fingerprint, place};
use super::{Course, typed};

/// How long a build and a run may take. Both are for what never ends: tens of times what is needed.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Of the build, which may come with all dependencies.
    pub build: Duration,
    /// Of the tests.
    pub run: Duration,
}

/// Builds and runs the exercise's tests, and remembers the verdict if the files were not changed meanwhile.
///
/// # Errors
/// A program can't be started, or a file can't be read or written.
pub fn test(course: &Course, exercise: &Exercise, limits: Limits) -> anyhow::Result<(Seen, String)> {
    let before = fingerprint(course, exercise)?;
    let build =
        patiently(Duration::from_secs(2), "Building; the first time, what it stands on is built too …", || {
            build_in_place(&course.root, &exercise.name, &exercise.folder, limits.build)
        })
        .context("starting cargo")?;
    let mut warnings = 0;
    let seen = match &build {
        Build::Built(program, count) => {
            warnings = *count;
            let folder = course.root.join(&exercise.folder);
            let tests = verdict::list(program, &folder, limits.run).context("listing the tests")?;
            let waiting = format!("Still running; ended after {} s at the latest …", limits.run.as_secs());
            patiently(Duration::from_secs(4), &waiting, || {
                verdict::run_in_place(program, &folder, &tests, limits.run).map(|seen| (seen, tests))
            })
            .context("starting the tests")?
        }
        other => (without_program(other).context("no test program")?, Default::default()),
    };
    let (seen, tests) = seen;
    if !matches!(seen, Seen::Interrupted | Seen::BuildTooLong(_)) && fingerprint(course, exercise)? == before {
        let passed = matches!(&seen, Seen::Tested { failed, .. } if failed.is_empty());
        let memory = Memory { tested: before, passed, says: says(&seen), ..Memory::of(course, exercise) };
        memory.keep(course, exercise)?;
    }
    let mut text = told(course, exercise, &seen, &tests.into_iter().collect::<Vec<_>>())?;
    if warnings > 0 {
        let them = if warnings == 1 { "warning" } else { "warnings" };
        text += &format!("The compiler has {warnings} {them}: cargo check -p {}\n", exercise.name);
    }
    Ok((seen, text))
}

/// Runs `work`, and says `note` on standard error if that takes longer than `after`.
fn patiently<T>(after: Duration, note: &str, work: impl FnOnce() -> T) -> T {
    let (done, waits) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            if waits.recv_timeout(after) == Err(mpsc::RecvTimeoutError::Timeout) {
                let _ = writeln!(anstream::stderr(), "{note}");
            }
        });
        let result = work();
        drop(done);
        result
    })
}

/// What is read first comes first: that the code did not get to its end, which explains all others; then what is short and
/// so the easiest to read, often of the same fault.
fn rank(message: &str) -> (bool, usize) {
    const FIRST: [&str; 7] =
        ["PANICKED", "DEADLOCK", "HANGS", "DOES NOT END", "ENDLESS", "LEAVES THE MODEL", "SPINS WITHOUT A YIELD"];
    (!FIRST.iter().any(|verdict| message.starts_with(verdict)), message.lines().count())
}

/// The verdict in a few words, for the list.
fn says(seen: &Seen) -> String {
    match seen {
        Seen::Tested { failed, .. } => {
            let first = failed.values().next().map_or("", |message| message.as_str());
            let line = first.lines().find(|line| !line.starts_with("at ")).unwrap_or_default();
            let name = line.split_once(": ").map_or(line, |(name, _)| name);
            name.chars().take(50).collect()
        }
        Seen::NotCompiled(_) => "does not compile".to_owned(),
        Seen::RunTooLong(..) => "does not end".to_owned(),
        _ => "does not run all tests".to_owned(),
    }
}

fn told(course: &Course, exercise: &Exercise, seen: &Seen, tests: &[String]) -> anyhow::Result<String> {
    let (title, name) = (exercise.title(), &exercise.name);
    let bold = Style::new().effects(Effects::BOLD);
    let colour = |colour: AnsiColor| bold.fg_color(Some(colour.into()));
    let (red, green) = (colour(AnsiColor::Red), colour(AnsiColor::Green));
    let head = |words: &str| {
        let lines = wrap(&format!("{title}: not yet. {words}"), WIDTH, "");
        format!("{red}{}{red:#}\n\n", lines.trim_end())
    };
    let open = format!("Your code  {}\nStuck      {}\n", place(course, exercise)?, typed(&format!("hint {name}")));
    Ok(match seen {
        Seen::Tested { failed, of } if failed.is_empty() => format!(
            "{green}{title}: solved. All {of} tests pass.{green:#}\n\nCompare    {}\nGo on      {}\n",
            typed(&format!("solution {name}")),
            typed("next")
        ),
        Seen::Tested { failed, of } => {
            let mut by_message: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for (test, message) in failed {
                by_message.entry(message).or_default().push(test);
            }
            let fail = if failed.len() == 1 { "fails" } else { "fail" };
            let mut out = head(&format!("{} of {of} tests {fail}.", failed.len()));
            let mut blocks: Vec<(&str, Vec<&str>)> = by_message.into_iter().collect();
            blocks.sort_by(|one, other| (rank(one.0), &one.1).cmp(&(rank(other.0), &other.1)));
            for (message, tests) in blocks {
                for test in tests {
                    out += &format!("{red}✗{red:#} {bold}{test}{bold:#}\n");
                }
                let message = if message.is_empty() { "(it says nothing)" } else { message };
                out += &format!("{message}\n\n");
            }
            for test in tests.iter().filter(|test| !failed.contains_key(*test)) {
                out += &format!("{green}✓{green:#} {test}\n");
            }
            out + "\n" + &open
        }
        Seen::NotCompiled(words) => format!("{}{}\n\n{open}", head("It does not compile:"), words.trim_end()),
        Seen::BuildTooLong(limit) => {
            head(&format!(
                "Its build was ended after {} s. If another cargo or the editor's was at work, run it again.",
                limit.as_secs()
            )) + &open
        }
        Seen::RunTooLong(limit, tests) => {
            let words = format!(
                "After {} s its tests were still running, and were ended. Without an end: {}. Look for a loop that \
                 nothing leaves, or threads that wait for each other.",
                limit.as_secs(),
                tests.join(", ")
            );
            head(&words) + &open
        }
        Seen::Broken(how) => head("Its tests did not run to their end:") + how + "\n\n" + &open,
        Seen::NotRebuilt | Seen::Interrupted => format!("{title}: interrupted; nothing runs on.\n"),
    })
}

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn what_explains_the_others_is_read_first() {
        let long = "DEADLOCK: x\na\nb\nc";
        assert!(rank(long) < rank("NO RESULT: y") && rank("NO RESULT: y") < rank("LOST: z\na"));
    }
}
