//! What a learner has reached: from the files themselves, and from the verdict on exactly these bytes.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use grader::exercise::{ANSWER, Exercise};
use serde_json::{Value, json};

use super::{Course, KEPT, starts};

/// Where a learner stands with an exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// The source is the broken start.
    NotTried,
    /// The source is not the one that was tested last.
    Changed,
    /// These sources failed, and this is the verdict in a few words.
    Fails(String),
    /// These sources passed all tests.
    Solved,
}

/// What is remembered of an exercise: what files can't tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// How many hints were shown.
    pub hints: usize,
    /// The [`fingerprint`] of what was tested last.
    pub tested: String,
    /// Whether that passed.
    pub passed: bool,
    /// The verdict in a few words.
    pub says: String,
}

impl Memory {
    fn path(course: &Course, exercise: &Exercise) -> PathBuf {
        course.root.join(KEPT).join("state").join(format!("{}.json", exercise.name))
    }

    /// What is remembered; nothing if that is no longer readable: a test tells it anew.
    #[must_use]
    pub fn of(course: &Course, exercise: &Exercise) -> Self {
        let text = fs::read_to_string(Self::path(course, exercise)).unwrap_or_default();
        let value: Value = serde_json::from_str(&text).unwrap_or_default();
        let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        Self {
            hints: value["hints"].as_u64().and_then(|hints| hints.try_into().ok()).unwrap_or(0),
            tested: text("tested"),
            passed: value["passed"] == true,
            says: text("says"),
        }
    }

    /// Keeps it.
    ///
    /// # Errors
    /// The file can't be written.
    pub fn keep(&self, course: &Course, exercise: &Exercise) -> anyhow::Result<()> {
        let Self { hints, tested, passed, says } = self;
        let text = format!("{:#}\n", json!({"hints": hints, "tested": tested, "passed": passed, "says": says}));
        write_whole(&Self::path(course, exercise), text.as_bytes())
    }
}

/// Writes a file that is whole or not there, whenever the program is ended.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let told = || format!("writing {}", path.display());
    let folder = path.parent().with_context(told)?;
    fs::create_dir_all(folder).with_context(told)?;
    let part = path.with_extension(format!("{}.part", std::process::id()));
    fs::write(&part, bytes).and_then(|()| fs::rename(&part, path)).with_context(told)
}

/// Where the learner stands.
///
/// # Errors
/// A file of the exercise can't be read.
pub fn state(course: &Course, exercise: &Exercise) -> anyhow::Result<State> {
    if starts::is_untouched(course, exercise)? {
        return Ok(State::NotTried);
    }
    let memory = Memory::of(course, exercise);
    Ok(match fingerprint(course, exercise)? == memory.tested {
        true if memory.passed => State::Solved,
        true => State::Fails(memory.says),
        false => State::Changed,
    })
}

/// A number for all that a verdict depends on in the exercise's folder: sources, tests, manifest. Line ends don't count:
/// git may change them.
///
/// # Errors
/// A file can't be read.
pub fn fingerprint(course: &Course, exercise: &Exercise) -> anyhow::Result<String> {
    let folder = course.root.join(&exercise.folder);
    let mut files = vec![folder.join("Cargo.toml")];
    for part in ["src", "tests"] {
        files.extend(files_in(&folder.join(part))?);
    }
    // FNV-1a of 64 bits: the same in every release of Rust, which the hashes of std don't promise.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for file in files {
        let name = file.strip_prefix(&folder).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let text = read(&file)?;
        for byte in name.bytes().chain(text.len().to_le_bytes()).chain(text) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    Ok(format!("{hash:016x}"))
}

/// The bytes of a file without carriage returns; none if it isn't there.
pub(super) fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    match fs::read(path) {
        Ok(mut bytes) => {
            bytes.retain(|byte| *byte != b'\r');
            Ok(bytes)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(vec![]),
        Err(error) => Err(error).with_context(|| format!("reading {}", path.display())),
    }
}

/// All files in a folder and below, sorted; none if there is no such folder.
pub(super) fn files_in(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_in(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The file that the learner changes, from the workspace's folder on, and the line of its first TODO; else of the first
/// function, for the TODO may be gone.
///
/// # Errors
/// It can't be read.
pub fn place(course: &Course, exercise: &Exercise) -> anyhow::Result<String> {
    let file = exercise.folder.join(ANSWER);
    let text = read(&course.root.join(&file))?;
    let text = String::from_utf8_lossy(&text);
    let line = |what: &str| text.lines().position(|line| line.trim_start().starts_with(what));
    let line = line("// TODO").or_else(|| line("pub fn")).or_else(|| line("pub async fn")).map_or(1, |line| line + 1);
    Ok(format!("{}:{line}", super::shown(&file)))
}
