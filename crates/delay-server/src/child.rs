//! The server as a process of its own.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::ask::ask;
use crate::child_main::{ARGUMENT, LISTENS_ON, is_child};
use crate::{Error, Stats};

/// How long the child may take to say where it listens. It takes milliseconds, but the machine may be busy.
const START_TIMEOUT: Duration = Duration::from_secs(30);

/// How long the child may take to end by itself once its standard input is closed.
const END_TIMEOUT: Duration = Duration::from_secs(2);

/// A delay server in a child process, on a free port of 127.0.0.1.
///
/// The program must call [`serve_if_child`](crate::serve_if_child) before anything else. The child ends when this is
/// dropped, and also when this process ends without dropping it, however that happens.
#[derive(Debug)]
pub struct Child {
    process: Process,
    addr: SocketAddr,
}

impl Child {
    /// Starts the running program a second time, as the server, and waits until it listens.
    ///
    /// # Errors
    /// Says what happened if the program can't be started, ends early, says something else, or says nothing for 30 s.
    /// No process is left over then.
    pub fn start() -> Result<Self, Error> {
        Self::start_program(std::env::current_exe().map_err(Error::OwnPath)?)
    }

    /// Starts another program as the server. For tests, whose own `main` is the test harness's: they give the path of a
    /// program that calls [`serve_if_child`](crate::serve_if_child), such as `env!("CARGO_BIN_EXE_…")`.
    ///
    /// # Errors
    /// As [`Child::start`].
    pub fn start_program(program: impl AsRef<Path>) -> Result<Self, Error> {
        // A program that doesn't call `serve_if_child` gets here again in its child, and in its child's child.
        if is_child() {
            return Err(Error::ChildOfChild);
        }
        let mut process = Process::spawn(program.as_ref())?;
        let line = process.first_line(START_TIMEOUT)?;
        let line = String::from_utf8_lossy(&line);
        if line.is_empty() {
            return Err(Error::ChildEnded { status: process.end() });
        }
        let addr = line.trim_end().strip_prefix(LISTENS_ON).and_then(|addr| addr.parse().ok());
        let addr = addr.ok_or_else(|| Error::ChildAnswer { line: line.trim_end().to_owned() })?;
        Ok(Self { process, addr })
    }

    /// The address it listens on.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The URL of a path, which begins with a slash: `url("/delay/1")`.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.addr)
    }

    /// The child's process id, for those who want to look at its CPU time or memory.
    pub fn id(&self) -> u32 {
        self.process.0.id()
    }

    /// What it has counted so far. Blocks for one small request, which itself isn't counted.
    ///
    /// # Errors
    /// [`Error::Stats`] if the server can't be reached, or doesn't answer within 30 s.
    pub fn stats(&self) -> Result<Stats, Error> {
        ask(self.addr, "GET /stats")
    }

    /// Counts from here on: sets `requests` to 0 and `high_water` to the requests now in flight, and returns that.
    ///
    /// # Errors
    /// As [`Child::stats`].
    pub fn reset_stats(&self) -> Result<Stats, Error> {
        ask(self.addr, "POST /stats/reset")
    }
}

/// The process, which doesn't outlive this on any path through the code.
#[derive(Debug)]
struct Process(std::process::Child);

impl Process {
    fn spawn(program: &Path) -> Result<Self, Error> {
        let mut command = Command::new(program);
        command.arg(ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped());
        let process = command.spawn().map_err(|source| Error::Spawn { program: program.to_owned(), source })?;
        Ok(Self(process))
    }

    /// The first line that it writes, or what there is of it; empty if it closes its standard output before.
    fn first_line(&mut self, timeout: Duration) -> Result<Vec<u8>, Error> {
        let Some(stdout) = self.0.stdout.take() else { return Ok(Vec::new()) };
        let (sender, receiver) = mpsc::channel();
        // A read from a pipe can't be given a time limit, but waiting for a thread can.
        let read = move || {
            let _ = sender.send(read_line(stdout));
        };
        thread::Builder::new().name("child-line".into()).spawn(read).map_err(Error::Thread)?;
        receiver.recv_timeout(timeout).or_else(|error| match error {
            RecvTimeoutError::Timeout => Err(Error::ChildSilent { waited: timeout }),
            RecvTimeoutError::Disconnected => Ok(Vec::new()),
        })
    }

    /// Closes its standard input, which is its sign to end, and ends it by force if it doesn't.
    fn end(&mut self) -> Option<ExitStatus> {
        drop(self.0.stdin.take());
        let start = Instant::now();
        while start.elapsed() < END_TIMEOUT {
            match self.0.try_wait() {
                Ok(None) => thread::sleep(Duration::from_millis(1)),
                Ok(status) => return status,
                Err(_) => break,
            }
        }
        let _ = self.0.kill();
        self.0.wait().ok()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}

fn read_line(stdout: ChildStdout) -> Vec<u8> {
    let mut line = Vec::new();
    // An error cuts the line short, and a line cut short isn't an address.
    let _ = BufReader::new(stdout.take(256)).read_until(b'\n', &mut line);
    line
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// `grep` takes the hidden argument for a pattern and waits for lines to search, without a word.
    #[test]
    fn a_silent_child_is_not_waited_for_forever() {
        let mut process = Process::spawn(Path::new("grep")).expect("grep starts");
        let timeout = Duration::from_millis(20);
        let error = process.first_line(timeout).expect_err("grep has nothing to say");
        assert!(matches!(error, Error::ChildSilent { waited } if waited == timeout), "{error:?}");
        assert!(process.end().is_some(), "its end of input is its end");
    }

    /// `sleep` and its like don't look at their standard input.
    #[test]
    fn a_child_that_does_not_end_by_itself_is_killed() {
        let mut command = Command::new("sleep");
        let command = command.arg("1000").stdin(Stdio::piped());
        let status = Process(command.spawn().expect("sleep starts")).end().expect("a status");
        assert_eq!(status.code(), None, "ended by a signal");
    }
}
