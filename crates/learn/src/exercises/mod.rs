//! The learner's loop: the list, the next exercise, its tests, hints and solution, and back to the start.
//!
//! An exercise is what [`grader`] finds by the shape of its folder. What a learner has reached is read from the files
//! themselves wherever it can be ([`state`]); the rest, and what is set aside, is in `.learn` at the workspace's root,
//! which git ignores.

mod diff;
pub mod hint;
pub mod list;
pub mod next;
mod readme;
pub mod reset;
pub mod solution;
pub mod starts;
pub mod state;
pub mod test;
pub mod watch;

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use grader::exercise::{self, Exercise};
use grader::packages::{self, Workspace};

/// The folder at the workspace's root for what a learner has reached and set aside.
pub const KEPT: &str = ".learn";

/// Why no exercise can be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// There is no workspace around the current folder.
    NoWorkspace,
    /// The workspace has none.
    None,
    /// None fits what was asked; these come near it, or are all there are.
    NoSuch(String, Vec<String>),
    /// What was asked fits several.
    Several(String, Vec<String>),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = |titles: &[String]| titles.iter().map(|title| format!("\n  {title}")).collect::<String>();
        match self {
            Self::NoWorkspace => f.write_str("there is no Cargo.toml here: go into the workshop's folder first"),
            Self::None => f.write_str("this workspace has no exercise in exercises/CHAPTER/NAME"),
            Self::NoSuch(asked, near) => {
                write!(f, "there is no exercise {asked}; did you mean one of these?{}", lines(near))
            }
            Self::Several(asked, fitting) => {
                write!(f, "{asked} fits more than one exercise; which of these?{}", lines(fitting))
            }
        }
    }
}

impl std::error::Error for Error {}

/// The workspace around the current folder, and its exercises in order.
#[derive(Clone, Debug)]
pub struct Course {
    /// The workspace's folder.
    pub root: PathBuf,
    /// Its exercises; at least one.
    pub exercises: Vec<Exercise>,
}

impl Course {
    /// Looks around the current folder.
    ///
    /// # Errors
    /// There is no workspace that cargo can read, it has no exercise, or a file of one can't be read.
    pub fn here() -> anyhow::Result<Self> {
        let workspace = Workspace::around(Path::new(".")).map_err(|error| match error {
            packages::Error::NoWorkspace(_) => Error::NoWorkspace.into(),
            other => anyhow::Error::new(other),
        })?;
        let found = exercise::find(&workspace);
        let mut exercises =
            found.map_err(|(path, error)| anyhow::Error::new(error).context(path.display().to_string()))?;
        // What has answers only is no exercise yet; in the order of the numbers, not of the folders' letters.
        exercises.retain(|one| workspace.package_in(&one.folder).is_some());
        exercises.sort_by_key(|one| (one.chapter, one.number));
        if exercises.is_empty() {
            return Err(Error::None.into());
        }
        Ok(Self { root: workspace.root, exercises })
    }

    /// The exercise meant by `asked`; without a name, the next one.
    ///
    /// # Errors
    /// None is meant, or more than one; or none is left to be the next.
    pub fn meant_or_next(&self, asked: Option<&str>) -> anyhow::Result<&Exercise> {
        match asked {
            Some(asked) => Ok(meant(&self.exercises, asked)?),
            None => next::next(self).context("all exercises are solved: name one"),
        }
    }
}

/// The exercise meant by `asked`: its number (`4.1`), its name, a part of the name that no other has, or its folder.
///
/// # Errors
/// None is meant, or more than one.
pub fn meant<'a>(exercises: &'a [Exercise], asked: &str) -> Result<&'a Exercise, Error> {
    let slashed = asked.replace('\\', "/");
    let wanted = slashed.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_lowercase();
    let wanted = wanted.replace('-', "_");
    let number = |one: &Exercise| format!("{}.{}", one.chapter, one.number);
    let folder = |one: &Exercise| one.folder.file_name().is_some_and(|name| *name == *wanted);
    if let Some(one) = exercises.iter().find(|one| number(one) == wanted || one.name == wanted || folder(one)) {
        return Ok(one);
    }
    let fitting = |fits: &dyn Fn(&Exercise) -> bool| exercises.iter().filter(|one| fits(one)).collect::<Vec<_>>();
    let titles = |found: &[&Exercise]| found.iter().map(|one| one.title()).collect::<Vec<_>>();
    let parts = fitting(&|one| !wanted.is_empty() && one.name.contains(&wanted));
    let in_chapter = fitting(&|one| one.chapter.to_string() == wanted);
    match (&parts[..], &in_chapter[..]) {
        ([one], _) => Ok(one),
        ([], []) => {
            let near = fitting(&|one| one.name.split('_').chain([&*one.name]).any(|word| near(word, &wanted)));
            let near = if near.is_empty() { fitting(&|_| true) } else { near };
            Err(Error::NoSuch(asked.to_owned(), titles(&near)))
        }
        ([], several) | (several, _) => Err(Error::Several(asked.to_owned(), titles(several))),
    }
}

/// Whether two words differ by a slip of the finger or two: at most a third of the letters.
fn near(one: &str, other: &str) -> bool {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let changed = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()] <= one.chars().count().max(other.len()) / 3
}

/// A command as this learner types it: `just hint x` when a recipe has called, else `cargo learn hint x`.
#[must_use]
pub fn typed(command: &str) -> String {
    let by_just = env::var_os("LEARN_CALLED_BY").is_some_and(|by| by == "just");
    format!("{} {command}", if by_just { "just" } else { "cargo learn" })
}

/// How long an exercise may take, as its heading says it: ` · about 10 minutes`; nothing if nobody has said.
#[must_use]
pub fn how_long(exercise: &Exercise) -> String {
    match exercise.minutes {
        0 => String::new(),
        minutes => format!(" · {}", about(minutes)),
    }
}

/// `about 10 minutes`.
fn about(minutes: u64) -> String {
    format!("about {minutes} minute{}", if minutes == 1 { "" } else { "s" })
}

/// A path of the workspace as it is shown: with `/`, which every editor on every system opens.
#[must_use]
pub fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exercises() -> Vec<Exercise> {
        let one = |chapter, number, name: &str| Exercise {
            chapter,
            number,
            name: name.to_owned(),
            folder: format!("exercises/0{chapter}_x/0{number}_{name}").into(),
            minutes: 5,
            answers: vec![],
            lacks: vec![],
        };
        vec![one(2, 1, "one_core"), one(4, 1, "lost_update"), one(4, 2, "lost_wakeup")]
    }

    #[test]
    fn numbers_names_parts_and_folders_are_understood() {
        let exercises = exercises();
        for (asked, name) in [
            ("4.1", "lost_update"),
            ("lost_update", "lost_update"),
            ("wake", "lost_wakeup"),
            ("Lost-Update", "lost_update"),
            ("02_x/01_one_core", "one_core"),
            (r"exercises\04_x\02_lost_wakeup\", "lost_wakeup"),
        ] {
            assert_eq!(meant(&exercises, asked).expect(asked).name, name);
        }
    }

    #[test]
    fn a_slip_names_what_is_near_and_nonsense_names_all() {
        let exercises = exercises();
        let near = |asked: &str| match meant(&exercises, asked) {
            Err(Error::NoSuch(_, near)) => near,
            other => panic!("{asked}: {other:?}"),
        };
        assert_eq!(near("lost_updaet"), ["4.1 lost_update"]);
        assert_eq!(near("croe"), near("xyzzy"), "two of four letters are too many");
        assert_eq!(near("4.9").len(), 3);
        assert_eq!(near("").len(), 3);
        for asked in ["lost", "4"] {
            let Err(Error::Several(_, fitting)) = meant(&exercises, asked) else { panic!("{asked}") };
            assert_eq!(fitting, ["4.1 lost_update", "4.2 lost_wakeup"]);
        }
    }
}
