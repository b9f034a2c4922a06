//! Other programs: asked in the background, or run in the learner's sight.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::{self, Read, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anstyle::{Effects, Style};

/// How long any program may take that the learner doesn't see at work: none needs a tenth of it, but a disk may
/// sleep and a virus scanner may look at it first.
const PATIENCE: Duration = Duration::from_secs(60);

/// Why a program gave no answer.
#[derive(Debug)]
pub enum Silence {
    /// It can't be started.
    NotStarted(io::Error),
    /// It ended with an error; its last words.
    Failed(String),
    /// It didn't end, and was ended.
    TooLong,
}

impl Silence {
    /// There is no such program, rather than one that fails.
    #[must_use]
    pub fn is_absence(&self) -> bool {
        matches!(self, Self::NotStarted(error) if error.kind() == io::ErrorKind::NotFound)
    }
}

impl fmt::Display for Silence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted(error) if error.kind() == io::ErrorKind::NotFound => f.write_str("not found"),
            Self::NotStarted(error) => write!(f, "can't be started: {error}"),
            Self::Failed(words) if words.is_empty() => f.write_str("failed without a word"),
            Self::Failed(words) => f.write_str(words),
            Self::TooLong => write!(f, "gave no answer in {} s", PATIENCE.as_secs()),
        }
    }
}

impl std::error::Error for Silence {}

/// Runs a program unseen and returns what it printed.
///
/// # Errors
/// It can't be started, fails, or takes longer than a minute.
pub fn ask(command: &mut Command) -> Result<String, Silence> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(Silence::NotStarted)?;
    let printed = collect(child.stdout.take());
    let complained = collect(child.stderr.take());
    let status = wait(&mut child)?;
    // Something that the program has started may still hold the pipes: then what it printed is not waited for.
    let text = |pipe: mpsc::Receiver<String>| pipe.recv_timeout(Duration::from_secs(1)).unwrap_or_default();
    if status.success() { Ok(text(printed)) } else { Err(Silence::Failed(text(complained).trim().to_owned())) }
}

fn collect(pipe: Option<impl Read + Send + 'static>) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.map(|mut pipe| pipe.read_to_end(&mut bytes));
        let _ = sender.send(String::from_utf8_lossy(&bytes).into_owned());
    });
    receiver
}

fn wait(child: &mut Child) -> Result<ExitStatus, Silence> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if start.elapsed() < PATIENCE => thread::sleep(Duration::from_millis(5)),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(Silence::TooLong);
            }
            Err(error) => return Err(Silence::NotStarted(error)),
        }
    }
}

/// Shows the command that is about to run, as a learner would type it.
pub fn announce(arguments: &[OsString]) {
    let dim = Style::new().effects(Effects::DIMMED);
    let words: Vec<String> = arguments.iter().map(|word| typed(word)).collect();
    let _ = writeln!(anstream::stderr(), "{dim}$ cargo {}{dim:#}", words.join(" "));
}

fn typed(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let plain = |c: char| c.is_alphanumeric() || "-_=./:,+@%\\".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.into_owned() } else { format!("'{word}'") }
}

/// Makes `command` the rest of this program: its exit code, its signals, its terminal.
///
/// # Errors
/// It can't be started; else this function doesn't return.
#[cfg(unix)]
pub fn become_program(command: &mut Command) -> io::Error {
    use std::os::unix::process::CommandExt as _;
    // No process of ours stays between the terminal and the lesson, none can outlive it or be outlived by it.
    command.exec()
}

/// As on Unix, where one process becomes another; here one waits for the other.
///
/// # Errors
/// It can't be started; else this function doesn't return.
#[cfg(not(unix))]
pub fn become_program(command: &mut Command) -> io::Error {
    use std::sync::{Arc, atomic::AtomicBool};
    // Ctrl-C reaches every program of the console: the lesson ends by it, and this one after the lesson, so that the
    // prompt doesn't come back before. It needs no look at the flag: to have one is not to end.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::new(AtomicBool::new(false)));
    match command.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(error) => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_shown_as_one_types_them() {
        assert_eq!(typed(OsStr::new("--images=../a.b")), "--images=../a.b");
        assert_eq!(typed(OsStr::new("My Pictures")), "'My Pictures'");
        assert_eq!(typed(OsStr::new("")), "''");
    }

    #[test]
    fn absence_is_told_from_failure() {
        let absent = ask(&mut Command::new("no-such-program-anywhere")).unwrap_err();
        assert!(absent.is_absence(), "{absent}");
        let failed = ask(Command::new(crate::workspace::cargo()).arg("--no-such-flag")).unwrap_err();
        assert!(!failed.is_absence() && failed.to_string().contains("--no-such-flag"), "{failed}");
    }
}
