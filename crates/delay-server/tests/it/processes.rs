//! Processes that don't outlive their test, nor keep it waiting.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, ExitStatus, Stdio};

use crate::http::wait_until;

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_delay-server");

/// The argument by which a program knows that it is to be the server.
pub(crate) const HIDDEN: &str = "__delay-server";

pub(crate) struct Process(pub(crate) Child);

impl Process {
    pub(crate) fn start(command: &mut Command) -> Self {
        Self(command.spawn().expect("the program starts"))
    }

    /// Starts it with pipes for standard input and output, and reads the address from its first line.
    pub(crate) fn start_server(command: &mut Command) -> (Self, SocketAddr) {
        let mut process = Self::start(command.stdin(Stdio::piped()).stdout(Stdio::piped()));
        let mut line = String::new();
        let stdout = process.0.stdout.as_mut().expect("piped");
        BufReader::new(stdout).read_line(&mut line).expect("a first line");
        let addr = line.split_whitespace().find_map(|word| word.trim_start_matches("http://").parse().ok());
        let addr = addr.unwrap_or_else(|| panic!("no address in {line:?}"));
        (process, addr)
    }

    pub(crate) fn wait(&mut self) -> ExitStatus {
        let mut status = None;
        wait_until("the process ends", || {
            status = self.0.try_wait().expect("a child can be waited for");
            status.is_some()
        });
        status.expect("it has ended")
    }

    /// Its exit code, and what it wrote to standard output and standard error.
    pub(crate) fn output(command: &mut Command) -> (Option<i32>, String, String) {
        let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = Self::start(command);
        // What is written here is far less than a pipe holds, so it can be read after the end.
        let status = process.wait();
        let (mut out, mut err) = (String::new(), String::new());
        process.0.stdout.take().expect("piped").read_to_string(&mut out).expect("text");
        process.0.stderr.take().expect("piped").read_to_string(&mut err).expect("text");
        (status.code(), out, err)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
