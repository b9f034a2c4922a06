//! The commands as a learner runs them. Cargo is a stand-in wherever the real one would build something.

mod doctor;
mod exercises;
mod lesson;
mod lessons;
mod recipes;
mod warm_up;

use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::LazyLock;

/// A workspace of two lessons and something else, out of order.
const TWO_LESSONS: &str = r#"{"target_directory": "no-such-folder", "packages": [
    {"name": "scheduler-scaling", "description": "Lesson 3 · Key Differences: the same tasks", "rust_version": "1.95"},
    {"name": "observe", "description": "Measures a run", "rust_version": null},
    {"name": "async-fetch", "description": "Lesson 1 · Concurrency Defined: many requests", "rust_version": "1.95"}
]}"#;

/// The stand-in, built once by the compiler alone: a nested `cargo build` would wait for this one's lock.
static FAKE: LazyLock<PathBuf> = LazyLock::new(|| {
    let name = format!("fake-{}{}", std::process::id(), std::env::consts::EXE_SUFFIX);
    let program = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fake/program.rs");
    let mut rustc = Command::new(learn::workspace::rustc());
    let status = rustc.args(["--edition", "2024", source, "-o"]).arg(&program).status().expect("rustc runs");
    assert!(status.success(), "the stand-in compiles");
    program
});

/// `learn` with the real cargo.
fn learn(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_learn"));
    command.args(arguments);
    command
}

/// `learn` with the stand-in for cargo, which tells of two lessons.
fn learn_with_fake(arguments: &[&str]) -> Command {
    let mut command = learn(arguments);
    command.env("CARGO", &*FAKE).env("FAKE_METADATA", TWO_LESSONS);
    command
}

/// What came of a command: its exit code, its standard output and its standard error.
fn outcome(command: &mut Command) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (status.code(), text(stdout), text(stderr))
}

#[track_caller]
fn assert_fits_the_screen(text: &str) {
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "over 80 columns: {line}");
    }
}
