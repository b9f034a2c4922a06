//! `learn watch`: the tests again on each save, by a watcher that is made for it.

use std::ffi::OsString;
use std::process::Command;

use grader::exercise::Exercise;

use super::{Course, typed};
use crate::programs;
use crate::workspace::cargo;

/// The watchers that are looked for, the first one that is here is taken; and how each is installed.
const WATCHERS: [(&str, &str); 3] = [
    ("watchexec", "cargo install watchexec-cli (or brew, scoop: watchexec)"),
    ("cargo-watch", "cargo install cargo-watch"),
    ("bacon", "cargo install bacon"),
];

/// The command of the first watcher that is here; `None` if none is.
#[must_use]
pub fn command(course: &Course, exercise: &Exercise) -> Option<Command> {
    let (program, _) = WATCHERS.iter().find(|(program, _)| {
        let asked = programs::ask(Command::new(program).arg("--version"));
        !asked.is_err_and(|silence| silence.is_absence())
    })?;
    let name = &exercise.name;
    // Only what the learner changes: a test run writes nothing there, so it can't set off the next one.
    let source = course.root.join(&exercise.folder).join("src");
    let mut command = Command::new(program);
    match *program {
        "watchexec" => {
            command.arg("--watch").arg(source).args(["--clear", "--restart", "--"]).arg(cargo());
            command.args(["run", "--quiet", "--package", "learn", "--", "test", name]);
        }
        "cargo-watch" => {
            command.args(["watch", "--quiet", "--clear", "--watch"]).arg(source);
            command.args(["--exec", &format!("run --quiet --package learn -- test {name}")]);
        }
        _ => {
            command.args(["--job", "test", "--", "--package", name]);
        }
    }
    command.current_dir(&course.root);
    Some(command)
}

/// What to do where no watcher is.
#[must_use]
pub fn missing(exercise: &Exercise) -> String {
    let ways: String = WATCHERS.iter().map(|(name, way)| format!("  {name:<12} {way}\n")).collect();
    let test = typed(&format!("test {}", exercise.name));
    format!("no watcher is installed, and one of these is needed:\n{ways}Without one: {test} after each save\n")
}

/// The command as one types it.
#[must_use]
pub fn shown(command: &Command) -> OsString {
    let mut words = command.get_program().to_owned();
    for word in command.get_args() {
        words.push(" ");
        words.push(word);
    }
    words
}
