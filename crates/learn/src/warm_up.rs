//! All that needs the network or minutes of compiling, done the evening before.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::lessons::Lesson;
use crate::programs::{self, Silence};
use crate::workspace;

/// What runs, in this order: the lessons before the tests, so that an exercise half done doesn't keep the lessons
/// from being built. Each lesson is built by itself: a package alone may ask less of a dependency than the workspace
/// does, which for cargo is another build.
fn steps(lessons: &[Lesson]) -> Vec<Vec<OsString>> {
    let step = |words: &[&str]| words.iter().map(OsString::from).collect();
    let mut steps = vec![step(&["fetch", "--locked"])];
    steps.extend(lessons.iter().map(|lesson| step(&["build", "-p", &lesson.package, "--locked"])));
    steps.push(step(&["test", "--no-run", "--locked"]));
    steps.push(step(&["test", "--workspace", "--no-run", "--locked"]));
    steps
}

/// The space that all of the above takes in the target folder: 1.4 GB measured on Linux, and room to work.
pub const FULL_TARGET: u64 = 2_000_000_000;

/// Downloads and builds everything, in the learner's sight. Returns the exit code of the step that failed, if any.
///
/// # Errors
/// Cargo can't be started.
pub fn run(lessons: &[Lesson]) -> Result<Option<i32>, workspace::Error> {
    for arguments in steps(lessons) {
        programs::announce(&arguments);
        let cargo = workspace::cargo();
        let status = Command::new(&cargo).args(arguments).status();
        let status = status.map_err(|error| workspace::Error::NoCargo(cargo, error))?;
        if !status.success() {
            return Ok(Some(status.code().unwrap_or(1)));
        }
    }
    Ok(None)
}

/// Whether everything that this machine's builds need is downloaded.
///
/// # Errors
/// It isn't, or cargo can't tell; in cargo's words.
pub fn all_downloaded() -> Result<(), Silence> {
    // Only for this platform: to build here, nobody needs the crates of others.
    let host = host()?;
    let mut command = Command::new(workspace::cargo());
    command.args(["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", &host]);
    programs::ask(&mut command).map(drop)
}

fn host() -> Result<String, Silence> {
    let answer = programs::ask(Command::new(workspace::rustc()).arg("-vV"))?;
    let host = answer.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| Silence::Failed("rustc -vV names no host".to_owned()))
}

/// The bytes of all files in a folder and in those below it; links are not followed.
#[must_use]
pub fn size_of(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let size = |entry: fs::DirEntry| match entry.metadata() {
        Ok(metadata) if metadata.is_dir() => size_of(&entry.path()),
        Ok(metadata) if metadata.is_file() => metadata.len(),
        _ => 0,
    };
    entries.flatten().map(size).sum()
}
