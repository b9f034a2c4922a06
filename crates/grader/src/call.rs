//! A program that is run within limits, with all that it starts.

use std::io;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use process_wrap::std::{ChildWrapper, CommandWrap};

use crate::capture::Capture;
use crate::interrupt;

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// By itself, with this exit code.
    Code(i32),
    /// By a signal, from the system or itself: an abort, a stack overflow.
    Killed,
    /// It was still running after the limit, and was ended.
    TooLong,
    /// The end was asked for (Ctrl-C), and it was ended.
    Interrupted,
}

/// What came of a program.
#[derive(Clone, Debug)]
pub struct Called {
    /// How it ended.
    pub end: End,
    /// What it printed on standard output; of very much, the beginning and the end.
    pub stdout: String,
    /// The same of standard error.
    pub stderr: String,
    /// How long it ran.
    pub spent: Duration,
}

/// Runs a program, without input, in a group of its own. Once it has ended, or `limit` is over, or
/// [`interrupt::asked`], all that is left of the group is ended.
///
/// On Unix, what has left the group (`setsid`) stays.
///
/// # Errors
/// It can't be started.
pub fn call(mut command: Command, limit: Duration) -> io::Result<Called> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let start = Instant::now();
    let mut command = CommandWrap::from(command);
    #[cfg(unix)]
    command.wrap(process_wrap::std::ProcessGroup::leader());
    #[cfg(windows)]
    command.wrap(process_wrap::std::JobObject);
    let mut child = command.spawn()?;
    let (stdout, stderr) = (Capture::of(child.stdout().take()), Capture::of(child.stderr().take()));
    let end = wait(&mut *child, start, limit);
    let spent = start.elapsed();
    // Also after it ended by itself: what it has started may run on, and hold the pipes.
    let _ = child.start_kill();
    let end = end.inspect_err(|_| drop(child.wait()))?;
    if matches!(end, End::TooLong | End::Interrupted) {
        child.wait()?;
    }
    Ok(Called { end, stdout: stdout.text(), stderr: stderr.text(), spent })
}

fn wait(child: &mut dyn ChildWrapper, start: Instant, limit: Duration) -> io::Result<End> {
    let mut pause = Duration::from_micros(500);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.code().map_or(End::Killed, End::Code));
        }
        if interrupt::asked() {
            return Ok(End::Interrupted);
        }
        if start.elapsed() >= limit {
            return Ok(End::TooLong);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(8));
    }
}
