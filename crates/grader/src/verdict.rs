//! What came of an answer, and whether it is what the answer declares.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::build::Build;
use crate::call::{End, call};
use crate::declared::Declared;
use crate::lines::{self, Word};
use crate::packages::forget_outer;

/// What was seen of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Each test has its line, and the exit code agrees. Those that failed, with what they printed; and all tests.
    Tested {
        /// What each test printed that failed.
        failed: BTreeMap<String, String>,
        /// How many tests there are.
        of: usize,
    },
    /// It doesn't compile; the compiler's words.
    NotCompiled(String),
    /// Its build was not done within the limit.
    BuildTooLong(Duration),
    /// Cargo took it for the answer before it.
    NotRebuilt,
    /// Its tests were not done within the limit: those that have no line yet.
    RunTooLong(Duration, Vec<String>),
    /// The output is not that of a test program that ran all tests to their end; how.
    Broken(String),
    /// The end was asked for.
    Interrupted,
}

/// The tests of `program`, by name.
///
/// # Errors
/// It can't be started, or doesn't list them within `limit`.
pub fn list(program: &Path, folder: &Path, limit: Duration) -> io::Result<BTreeSet<String>> {
    let mut command = test(program, folder);
    command.arg("--list");
    let called = call(command, limit)?;
    match called.end {
        End::Code(0) => Ok(lines::listed(&called.stdout).into_iter().collect()),
        end => Err(io::Error::other(format!("{end:?} in place of a list of the tests"))),
    }
}

/// Runs `program` in the package's folder; `expected` are the names of the tests that must have a line. With a seed,
/// only these run, and what they draw depends on nothing else: for a page that is compared, never for a verdict.
///
/// # Errors
/// It can't be started.
pub fn run(
    program: &Path,
    folder: &Path,
    expected: &BTreeSet<String>,
    seed: Option<u64>,
    limit: Duration,
) -> io::Result<(Seen, Duration)> {
    let mut command = test(program, folder);
    if let Some(seed) = seed {
        // Two threads, for with one libtest gives the tests' threads no names, and the names are part of the seed.
        command.env("DRAW_SEED", seed.to_string()).args(["--test-threads=2", "--exact"]).args(expected);
    }
    let called = call(command, limit)?;
    Ok((read(&called.stdout, &called.stderr, called.end, expected, limit, false), called.spent))
}

/// Runs `program` for the learner whose answer it is: as [`run`], and messages of panics in the answer name the place.
///
/// # Errors
/// It can't be started.
pub fn run_in_place(program: &Path, folder: &Path, expected: &BTreeSet<String>, limit: Duration) -> io::Result<Seen> {
    let called = call(test(program, folder), limit)?;
    Ok(read(&called.stdout, &called.stderr, called.end, expected, limit, true))
}

fn test(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    forget_outer(&mut command);
    // Backtraces would be part of the messages; a seed would make the numbers known beforehand.
    command.env("CARGO_MANIFEST_DIR", folder).env("RUST_BACKTRACE", "0").env_remove("DRAW_SEED");
    command.arg("--color=never").current_dir(folder);
    command
}

fn read(stdout: &str, stderr: &str, end: End, expected: &BTreeSet<String>, limit: Duration, places: bool) -> Seen {
    let results = lines::results(stdout);
    let words = |name: &str| results.iter().filter(|(other, _)| *other == name).map(|(_, word)| *word).collect();
    let words: BTreeMap<&str, Vec<Word>> = expected.iter().map(|name| (&**name, words(name))).collect();
    let without: Vec<&str> = words.iter().filter(|(_, words)| words.is_empty()).map(|(name, _)| *name).collect();
    let code = match end {
        End::Interrupted => return Seen::Interrupted,
        End::TooLong => return Seen::RunTooLong(limit, without.into_iter().map(str::to_owned).collect()),
        End::Code(code) => format!("exit code {code}"),
        End::Killed => "a signal".to_owned(),
    };
    let failed = words.values().flatten().filter(|word| **word == Word::Failed).count();
    let problem = if expected.is_empty() {
        Some("there is no test".to_owned())
    } else if !without.is_empty() {
        Some(format!("the tests ended with {code}, without a result of {}", without.join(", ")))
    } else if let Some((name, _)) = words.iter().find(|(_, words)| words.len() > 1) {
        Some(format!("the output has more than one result of {name}"))
    } else if let Some((name, _)) = words.iter().find(|(_, words)| words.contains(&Word::Ignored)) {
        Some(format!("{name} is ignored: it did not run"))
    } else if let Some((name, _)) = results.iter().find(|(name, _)| !expected.contains(*name)) {
        Some(format!("the output has a result of {name}, which is none of the exercise's tests"))
    } else if end != End::Code(if failed == 0 { 0 } else { 101 }) {
        Some(format!("{failed} of {} tests failed, and they ended with {code}", expected.len()))
    } else {
        None
    };
    if let Some(problem) = problem {
        return Seen::Broken(format!("{problem}\n{}", last_words(stdout, stderr)).trim_end().to_owned());
    }
    let mut messages = lines::messages(stdout, places);
    let failed = words.iter().filter(|(_, words)| words[0] == Word::Failed);
    let failed = failed.map(|(name, _)| ((*name).to_owned(), clipped(messages.remove(*name).unwrap_or_default())));
    let failed = failed.collect();
    Seen::Tested { failed, of: expected.len() }
}

/// A message as far as anybody reads it: a test may print megabytes. Its end stays, for there a panic says why.
fn clipped(message: String) -> String {
    let (longest, half) = (20_000, 10_000);
    if message.len() <= longest {
        return message;
    }
    let head = &message[..message.floor_char_boundary(half)];
    let tail = &message[message.ceil_char_boundary(message.len() - half)..];
    format!("{head}\n… and more, which is left out …\n{tail}")
}

/// The end of what was printed: why a program died stands there.
fn last_words(stdout: &str, stderr: &str) -> String {
    let last = |text: &str| {
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        lines[lines.len().saturating_sub(6)..].iter().map(|line| format!("{line:.200}\n")).collect::<String>()
    };
    last(stdout) + &last(stderr)
}

/// A verdict as it is counted: what the answer did, without what it printed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Verdict {
    /// In a word or two: `passes`, `fails`, `does not compile`, …
    pub word: &'static str,
    /// The tests that failed.
    pub failed: Vec<String>,
    /// Whether all declared texts were printed by tests that are declared to fail.
    pub diagnosis: bool,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word)?;
        if !self.failed.is_empty() {
            write!(f, " {}", self.failed.join(", "))?;
        }
        if self.word == "fails" && !self.diagnosis { f.write_str(", without the diagnosis") } else { Ok(()) }
    }
}

impl Seen {
    /// The verdict on an answer that declares this.
    #[must_use]
    pub fn verdict(&self, declared: &Declared) -> Verdict {
        let word = match self {
            Self::Tested { failed, .. } if failed.is_empty() => "passes",
            Self::Tested { .. } => "fails",
            Self::NotCompiled(_) => "does not compile",
            Self::BuildTooLong(_) => "is built for too long",
            Self::NotRebuilt => "is not built anew",
            Self::RunTooLong(..) => "runs for too long",
            Self::Broken(_) => "does not run all tests",
            Self::Interrupted => "is interrupted",
        };
        let failed = match self {
            Self::Tested { failed, .. } => failed.keys().cloned().collect(),
            _ => vec![],
        };
        let diagnosis = declared.because.iter().all(|text| self.prints(declared, text));
        Verdict { word, failed, diagnosis }
    }

    /// Where it is not what is declared; each in a sentence.
    #[must_use]
    pub fn differences(&self, declared: &Declared, expected: &BTreeSet<String>) -> Vec<String> {
        let failed = match self {
            Self::Tested { failed, .. } => failed,
            Self::NotCompiled(errors) => return vec![format!("does not compile:\n{errors}")],
            Self::BuildTooLong(limit) => return vec![format!("its build took more than {} s", limit.as_secs_f64())],
            Self::NotRebuilt => return vec!["cargo did not build it anew, so nothing is known of it".to_owned()],
            Self::RunTooLong(limit, tests) => {
                let (tests, limit) = (tests.join(", "), limit.as_secs_f64());
                return vec![format!("ran for more than {limit} s, without a result of {tests}")];
            }
            Self::Broken(how) => return vec![how.clone()],
            Self::Interrupted => return vec!["interrupted".to_owned()],
        };
        let mut found = Vec::new();
        for name in declared.fails.iter().chain(&declared.may_fail).filter(|name| !expected.contains(*name)) {
            found.push(format!("declares {name}, and no test has that name"));
        }
        for name in declared.fails.iter().filter(|name| expected.contains(*name) && !failed.contains_key(*name)) {
            found.push(format!("{name} passes, and is declared to fail"));
        }
        for (name, message) in failed {
            if !declared.fails.contains(name) && !declared.may_fail.contains(name) {
                found.push(format!("{name} fails, which is not declared:\n{message}"));
            }
        }
        for text in declared.because.iter().filter(|text| !self.prints(declared, text)) {
            let messages: Vec<&str> = failed.values().map(String::as_str).collect();
            found.push(format!("no test that is declared to fail prints `{text}`:\n{}", messages.join("\n\n")));
        }
        found
    }

    /// Whether a test that is declared to fail does so with `text`.
    fn prints(&self, declared: &Declared, text: &str) -> bool {
        matches!(self, Self::Tested { failed, .. }
            if failed.iter().any(|(name, message)| declared.fails.contains(name) && message.contains(text)))
    }
}

/// What is seen of an answer that has no test program, or `None` if it has one.
#[must_use]
pub fn without_program(build: &Build) -> Option<Seen> {
    match build {
        Build::Built(..) => None,
        Build::NotCompiled(errors) => Some(Seen::NotCompiled(errors.clone())),
        Build::TooLong(limit) => Some(Seen::BuildTooLong(*limit)),
        Build::NotRebuilt => Some(Seen::NotRebuilt),
        Build::Interrupted => Some(Seen::Interrupted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(stdout: &str, code: i32) -> Seen {
        let expected = ["a", "b"].map(str::to_owned).into();
        read(stdout, "", End::Code(code), &expected, Duration::from_secs(1), false)
    }

    fn why(stdout: &str, code: i32) -> String {
        match seen(stdout, code) {
            Seen::Broken(why) => why.lines().next().unwrap_or_default().to_owned(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn each_test_needs_one_line_and_the_exit_code_agrees() {
        assert!(
            matches!(seen("test a ... ok\ntest b ... ok\n", 0), Seen::Tested { failed, of: 2 } if failed.is_empty())
        );
        let failed = seen("test a ... ok\ntest b ... FAILED\n", 101);
        assert!(matches!(failed, Seen::Tested { failed, .. } if failed.keys().eq(["b"])));
        assert_eq!(why("test result: ok. 2 passed", 0), "the tests ended with exit code 0, without a result of a, b");
        assert_eq!(why("test a ... ok\n", 0), "the tests ended with exit code 0, without a result of b");
        assert_eq!(why("test a ... ok\ntest b ... ok\ntest b ... ok\n", 0), "the output has more than one result of b");
        assert_eq!(why("test a ... ok\ntest b ... ignored\n", 0), "b is ignored: it did not run");
        assert_eq!(
            why("test a ... ok\ntest b ... ok\n", 101),
            "0 of 2 tests failed, and they ended with exit code 101"
        );
        assert_eq!(
            why("test a ... ok\ntest b ... FAILED\n", 0),
            "1 of 2 tests failed, and they ended with exit code 0"
        );
        let extra = "test a ... ok\ntest b ... ok\ntest c ... ok\n";
        assert_eq!(why(extra, 0), "the output has a result of c, which is none of the exercise's tests");
        let none = read("", "", End::Code(0), &BTreeSet::new(), Duration::ZERO, false);
        assert_eq!(none, Seen::Broken("there is no test".to_owned()));
    }

    #[test]
    fn differences_are_named() {
        let declared = Declared::in_source("//! fails: a, x\n//! because: LOST\n//! may fail: c\n");
        let expected: BTreeSet<String> = ["a", "b", "c"].map(str::to_owned).into();
        let failed = |names: &[(&str, &str)]| Seen::Tested {
            failed: names.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(),
            of: 3,
        };
        let found = failed(&[("b", "LOST")]).differences(&declared, &expected).join("\n");
        for part in ["declares x", "a passes", "b fails, which", "no test that is declared to fail prints `LOST`"] {
            assert!(found.contains(part), "{part}: {found}");
        }
        let declared = Declared::in_source("//! fails: a\n//! because: LOST\n//! may fail: c\n");
        assert!(failed(&[("a", "LOST UPDATE"), ("c", "")]).differences(&declared, &expected).is_empty());
        // Luck may not supply the diagnosis.
        assert_eq!(failed(&[("a", ""), ("c", "LOST")]).differences(&declared, &expected).len(), 1);
    }
}
