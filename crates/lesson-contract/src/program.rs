//! A lesson's program, and what a run of it came to.

use std::ffi::OsStr;
use std::process::{Command, Output, Stdio};

/// A lesson under test.
#[derive(Clone, Copy, Debug)]
pub struct Lesson {
    /// Path of its program.
    pub program: &'static str,
    /// The folder of its package.
    pub folder: &'static str,
}

/// A finished run.
#[derive(Clone, Debug)]
pub struct Ran {
    /// The exit code; `None` if a signal ended it.
    pub code: Option<i32>,
    /// All of standard output.
    pub stdout: String,
    /// All of standard error.
    pub stderr: String,
}

impl Lesson {
    /// The program with `arguments`, in an environment without what would change its looks.
    pub fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(self.program);
        command.args(arguments).stdin(Stdio::null());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs it to its end.
    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Ran {
        Ran::of(&mut self.command(arguments))
    }
}

impl Ran {
    /// Runs `command` to its end.
    pub fn of(command: &mut Command) -> Self {
        let Output { status, stdout, stderr } = command.output().expect("the program starts");
        Self {
            code: status.code(),
            stdout: String::from_utf8(stdout).expect("standard output is UTF-8"),
            stderr: String::from_utf8(stderr).expect("standard error is UTF-8"),
        }
    }

    /// Asserts that it ran through and complained of nothing.
    pub fn succeeded(self) -> Self {
        assert_eq!((self.code, self.stderr.as_str()), (Some(0), ""), "{}", self.stdout);
        self
    }

    /// Asserts that it refused its input: exit code 2, a sentence with `what` in it, and no work done.
    pub fn refused(self, what: &str) -> Self {
        let Self { code, stdout, stderr } = &self;
        assert_eq!(*code, Some(2), "exit code\n{stdout}{stderr}");
        assert!(stderr.starts_with("error: "), "{stderr}");
        assert!(stderr.contains(what), "`{what}` should be named in\n{stderr}");
        assert!(!stderr.contains("panicked") && !stderr.contains("backtrace"), "{stderr}");
        assert_eq!(stdout, "", "nothing is done before bad input is refused");
        self
    }
}
