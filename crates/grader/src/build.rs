//! An answer's test program, built in a folder that stays warm.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;

use crate::call::{Called, End, call};
use crate::packages::cargo;

/// What came of a build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Build {
    /// The test program, and how many warnings the exercise's package has.
    Built(PathBuf, usize),
    /// It doesn't compile; the compiler's words.
    NotCompiled(String),
    /// It was not done within the limit.
    TooLong(Duration),
    /// Cargo took the answer for the one before it.
    NotRebuilt,
    /// The end was asked for.
    Interrupted,
}

/// Builds the test of the exercise `name` in `folder` of `workspace`, with everything that is built in `target`.
///
/// # Errors
/// Cargo can't be started.
pub fn build(workspace: &Path, target: &Path, name: &str, folder: &Path, limit: Duration) -> io::Result<Build> {
    let mut command = cargo();
    command.args(["test", "--quiet", "--no-run", "--message-format=json", "--package", name, "--test", name]);
    command.current_dir(workspace).env("CARGO_TARGET_DIR", target);
    // Only the answer and its tests, which are compiled once and run for milliseconds; what they stand on is as ever.
    command.args(["--config", &format!("profile.dev.package.{name}.opt-level=0")]);
    // Nobody debugs these programs, and they are linked sooner without. Each answer is compiled once.
    command.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
    let called = call(command, limit)?;
    Ok(match called.end {
        End::TooLong => Build::TooLong(limit),
        End::Interrupted => Build::Interrupted,
        _ => match read(&called, name, folder) {
            (Build::Built(..), false) => Build::NotRebuilt,
            (build, _) => build,
        },
    })
}

/// Builds the test of the exercise `name` where the learner works, as `cargo test -p NAME` does, so that both share what
/// is built. What was built before is right here: cargo sees each change that an editor makes. The compiler's words
/// are styled for a terminal.
///
/// # Errors
/// Cargo can't be started.
pub fn build_in_place(workspace: &Path, name: &str, folder: &Path, limit: Duration) -> io::Result<Build> {
    let mut command = cargo();
    command.args(["test", "--quiet", "--no-run", "--package", name, "--test", name]);
    command.arg("--message-format=json-diagnostic-rendered-ansi").current_dir(workspace);
    let called = call(command, limit)?;
    Ok(match called.end {
        End::TooLong => Build::TooLong(limit),
        End::Interrupted => Build::Interrupted,
        _ => read(&called, name, folder).0,
    })
}

/// What came of it, and whether the library was compiled anew.
fn read(called: &Called, name: &str, folder: &Path) -> (Build, bool) {
    let manifest = folder.join("Cargo.toml");
    let (mut program, mut rebuilt, mut warnings, mut errors) = (None, false, 0, String::new());
    for line in called.stdout.lines().filter(|line| line.starts_with('{')) {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        if !message["manifest_path"].as_str().is_some_and(|path| Path::new(path).ends_with(&manifest)) {
            continue;
        }
        let target = &message["target"];
        let is = |kind: &str| target["kind"].as_array().is_some_and(|kinds| kinds.iter().any(|one| one == kind));
        match message["reason"].as_str() {
            Some("compiler-message") => {
                let diagnosis = &message["message"];
                warnings += usize::from(diagnosis["level"] == "warning");
                if diagnosis["level"] == "error" {
                    errors += diagnosis["rendered"].as_str().unwrap_or_default();
                }
            }
            Some("compiler-artifact") if is("lib") => rebuilt = message["fresh"] == false,
            Some("compiler-artifact") if is("test") && target["name"] == name => {
                program = message["executable"].as_str().map(PathBuf::from);
            }
            _ => {}
        }
    }
    let build = match program {
        Some(program) if called.end == End::Code(0) => Build::Built(program, warnings),
        _ if errors.is_empty() => Build::NotCompiled(called.stderr.clone()),
        _ => Build::NotCompiled(errors),
    };
    (build, rebuilt)
}
