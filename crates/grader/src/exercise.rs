//! The exercises, found by the shape of their folders, and the answers to them.

use std::fs;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::declared::Declared;
use crate::packages::{Package, Workspace};

/// The file that an answer consists of, in its package's folder.
pub const ANSWER: &str = "src/lib.rs";

/// The folder of the broken starts, each a copy of an exercise's answer before anybody worked on it:
/// `starts/CHAPTER/NAME.rs`.
pub const STARTS: &str = "starts";

const HINTS: usize = 3;

/// So many lines the notes on the answers have at least.
const NOTES: usize = 5;

/// How many minutes an exercise may ask for: more is two exercises.
const MINUTES: RangeInclusive<u64> = 1..=60;

/// What an answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// What the learner finds: fails for the declared reason, and compiles without a warning.
    Broken,
    /// The answer that is shown: passes, and compiles without a warning.
    Solution,
    /// Another right answer: passes.
    AlsoCorrect,
    /// A plausible wrong one: fails for the declared reason.
    Wrong,
}

impl Kind {
    /// All kinds, in the order in which a report has them.
    pub const ALL: [Self; 4] = [Self::Broken, Self::Solution, Self::AlsoCorrect, Self::Wrong];

    /// Its name: also that of its folder in `solutions/CHAPTER/NAME`, if it has one.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::Solution => "solution",
            Self::AlsoCorrect => "also_correct",
            Self::Wrong => "wrong",
        }
    }

    /// How many an exercise needs: fewer show little.
    #[must_use]
    pub fn least(self) -> usize {
        match self {
            Self::Broken | Self::Solution => 1,
            Self::AlsoCorrect => 2,
            Self::Wrong => 4,
        }
    }

    /// Whether it must fail, and declare how.
    #[must_use]
    pub fn fails(self) -> bool {
        matches!(self, Self::Broken | Self::Wrong)
    }
}

/// An answer to an exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What it is for.
    pub kind: Kind,
    /// `broken`, `solution`, `also_correct/NAME` or `wrong/NAME`.
    pub name: String,
    /// Its text.
    pub source: Vec<u8>,
    /// What must come of it.
    pub declared: Declared,
}

/// An exercise, and all that is in the repository for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exercise {
    /// The number of its chapter, from the name of the chapter's folder; 0 if that has none.
    pub chapter: u32,
    /// Its number, from the name of its folder; 0 if that has none.
    pub number: u32,
    /// Its name: that of its folder without the number, its package and its test.
    pub name: String,
    /// Its folder, from the workspace's on.
    pub folder: PathBuf,
    /// How many minutes it takes who has written no such program before, from the story to the last passing test:
    /// `minutes` in its manifest's `[package.metadata.exercise]`. 0 if that has none, or no such number.
    pub minutes: u64,
    /// The answers: broken, solution, also_correct, wrong; each kind by name.
    pub answers: Vec<Answer>,
    /// What it should have and doesn't have, each in a sentence.
    pub lacks: Vec<String>,
}

impl Exercise {
    /// The broken start, from the workspace's folder on. The answer in [`folder`](Self::folder) is the learner's.
    #[must_use]
    pub fn start(&self) -> PathBuf {
        start(self.folder.strip_prefix("exercises").unwrap_or(&self.folder))
    }

    /// What is to be learned from the answers, from the workspace's folder on: a README beside them, which names each of
    /// the other right ones.
    #[must_use]
    pub fn notes(&self) -> PathBuf {
        let place = self.folder.strip_prefix("exercises").unwrap_or(&self.folder);
        Path::new("solutions").join(place).join("README.md")
    }

    /// Its number and name, as a report names it: `4.1 lost_update`.
    #[must_use]
    pub fn title(&self) -> String {
        format!("{}.{} {}", self.chapter, self.number, self.name)
    }
}

fn start(place: &Path) -> PathBuf {
    Path::new(STARTS).join(place).with_extension("rs")
}

/// All exercises of a workspace, in order.
///
/// # Errors
/// A folder or file of theirs can't be read; which one.
pub fn find(workspace: &Workspace) -> Result<Vec<Exercise>, (PathBuf, io::Error)> {
    let mut places: Vec<PathBuf> = Vec::new();
    for side in ["exercises", "solutions"] {
        for chapter in folders(&workspace.root.join(side))? {
            places.extend(folders(&workspace.root.join(side).join(&chapter))?.iter().map(|name| chapter.join(name)));
        }
    }
    places.sort();
    places.dedup();
    places.iter().map(|place| read(workspace, place)).collect()
}

fn read(workspace: &Workspace, place: &Path) -> Result<Exercise, (PathBuf, io::Error)> {
    let folder = Path::new("exercises").join(place);
    let solutions = Path::new("solutions").join(place);
    let part = |part: Option<&std::ffi::OsStr>| numbered(&part.unwrap_or_default().to_string_lossy());
    let (chapter, _) = part(place.parent().and_then(Path::file_name));
    let (number, name) = part(place.file_name());

    let mut lacks = Vec::new();
    let package = workspace.package_in(&folder);
    for (folder, package) in [(&folder, package), (&solutions, workspace.package_in(&solutions))] {
        lacks.extend(missing_test(folder, package, &name));
    }
    if let Some(other) = package.map(|package| &package.name).filter(|other| **other != name) {
        lacks.push(format!("the package in {} has the name {other} in place of {name}", folder.display()));
    }
    let readme = fs::read_to_string(workspace.root.join(&folder).join("README.md")).unwrap_or_default();
    let hints = readme.matches("<details>").count();
    if hints != HINTS {
        lacks.push(format!("its README.md has {hints} folded hints in place of {HINTS}"));
    }

    let metadata = package.and_then(|package| package.exercise.as_ref());
    let minutes = minutes(metadata).unwrap_or_else(|lack| {
        lacks.push(lack);
        0
    });

    let mut answers = Vec::new();
    for kind in Kind::ALL {
        let found = match kind {
            // The kept start rather than what a learner has made of it: a solved exercise is no flaw of the workshop.
            Kind::Broken => match one(kind, &workspace.root.join(start(place)))? {
                none if none.is_empty() => one(kind, &workspace.root.join(&folder).join(ANSWER))?,
                start => start,
            },
            Kind::Solution => one(kind, &workspace.root.join(&solutions).join(ANSWER))?,
            _ => several(kind, &workspace.root.join(&solutions).join(kind.name()), &mut lacks)?,
        };
        let (has, least) = (found.len(), kind.least());
        if has < least {
            lacks.push(format!("has {has} in {}, and needs {least}", kind.name()));
        }
        answers.extend(found);
    }
    if let (Some(broken), Some(metadata)) = (answers.iter_mut().find(|a| a.kind == Kind::Broken), metadata) {
        broken.declared = Declared::in_manifest(metadata);
    }
    for answer in &answers {
        let name = &answer.name;
        if answer.kind.fails() && !answer.declared.is_whole() {
            lacks.push(format!("{name} does not declare what fails, and because of what"));
        } else if !answer.kind.fails() && !answer.declared.is_empty() {
            lacks.push(format!("{name} is right, and declares that it fails"));
        }
    }
    let mut exercise = Exercise { chapter, number, name, folder, minutes, answers, lacks };
    let notes = fs::read_to_string(workspace.root.join(exercise.notes())).unwrap_or_default();
    exercise.lacks.extend(missing_notes(&exercise, &notes));
    Ok(exercise)
}

/// The minutes that a manifest's metadata say; else what is wrong with them.
fn minutes(metadata: Option<&Value>) -> Result<u64, String> {
    let (first, last) = MINUTES.into_inner();
    let needed = format!("in place of a whole number from {first} to {last}");
    match metadata.map(|metadata| &metadata["minutes"]) {
        None | Some(Value::Null) => Err(format!("its Cargo.toml has no minutes {needed}")),
        Some(value) => value
            .as_u64()
            .filter(|minutes| MINUTES.contains(minutes))
            .ok_or_else(|| format!("its Cargo.toml has the minutes {value} {needed}")),
    }
}

fn missing_test(folder: &Path, package: Option<&Package>, name: &str) -> Option<String> {
    match package {
        None => Some(format!("{} is no package of the workspace", folder.display())),
        Some(package) if !package.tests.iter().any(|test| test == name) => {
            Some(format!("{} has no tests/{name}.rs", folder.display()))
        }
        Some(_) => None,
    }
}

/// What the notes on the answers don't speak of.
fn missing_notes(exercise: &Exercise, notes: &str) -> Vec<String> {
    if notes.lines().filter(|line| !line.trim().is_empty()).count() < NOTES {
        return vec![format!("{} has less than {NOTES} lines about the answers", exercise.notes().display())];
    }
    let others = exercise.answers.iter().filter(|answer| answer.kind == Kind::AlsoCorrect);
    let stems = others.map(|answer| answer.name.rsplit('/').next().unwrap_or_default());
    let missing = stems.filter(|stem| !notes.contains(&format!("`{stem}`")));
    missing.map(|stem| format!("{} says nothing of `{stem}`", exercise.notes().display())).collect()
}

fn one(kind: Kind, path: &Path) -> Result<Vec<Answer>, (PathBuf, io::Error)> {
    if !path.is_file() {
        return Ok(vec![]);
    }
    let source = fs::read(path).map_err(|error| (path.to_owned(), error))?;
    Ok(vec![Answer { kind, name: kind.name().to_owned(), source, declared: Declared::default() }])
}

fn several(kind: Kind, folder: &Path, lacks: &mut Vec<String>) -> Result<Vec<Answer>, (PathBuf, io::Error)> {
    let mut answers = Vec::new();
    for path in entries(folder)? {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = format!("{}/{stem}", kind.name());
        if path.extension().is_none_or(|extension| extension != "rs") {
            lacks.push(format!("{name} is no .rs file, so nothing proves it"));
            continue;
        }
        let source = fs::read(&path).map_err(|error| (path.clone(), error))?;
        let declared = Declared::in_source(&String::from_utf8_lossy(&source));
        answers.push(Answer { kind, name, source, declared });
    }
    Ok(answers)
}

/// The number that a name begins with, and the rest of it: `04_race_counter` is 4 and `race_counter`.
fn numbered(name: &str) -> (u32, String) {
    match name.split_once('_').and_then(|(number, rest)| Some((number.parse().ok()?, rest))) {
        Some((number, rest)) => (number, rest.to_owned()),
        None => (0, name.to_owned()),
    }
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
    let names = entries(folder)?.into_iter().filter(|path| path.is_dir());
    Ok(names.filter_map(|path| path.file_name().map(PathBuf::from)).collect())
}

/// What is in a folder, sorted; nothing if there is no such folder. Names that begin with a dot are the system's.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
    if !folder.is_dir() {
        return Ok(vec![]);
    }
    let error = |error| (folder.to_owned(), error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(error)? {
        let entry = entry.map_err(error)?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{minutes, numbered};

    #[test]
    fn minutes_are_from_1_to_60() {
        for good in [1, 15, 60] {
            assert_eq!(minutes(Some(&json!({ "minutes": good }))), Ok(good));
        }
        for bad in [json!(0), json!(61), json!(-1), json!(1.5), json!("15"), json!([15])] {
            let lack = minutes(Some(&json!({ "minutes": bad }))).expect_err("no minutes");
            assert!(lack.contains(&format!("the minutes {bad} in place of")), "{lack}");
        }
        for none in [None, Some(&json!({}))] {
            assert!(minutes(none).is_err_and(|lack| lack.contains("no minutes")));
        }
    }

    #[test]
    fn a_folder_has_a_number_and_a_name() {
        assert_eq!(numbered("04_race_counter"), (4, "race_counter".to_owned()));
        assert_eq!(numbered("race_counter"), (0, "race_counter".to_owned()));
    }
}
