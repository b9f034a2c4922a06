//! What can go wrong, as sentences for the person at the terminal.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitStatus;
use std::time::Duration;

/// Why a delay server could not be started or asked.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// [`Server::bind`](crate::Server::bind) was called outside a Tokio runtime.
    NoRuntime,
    /// The server's own runtime could not be built.
    Runtime(io::Error),
    /// A thread could not be started, or ended before it served.
    Thread(io::Error),
    /// The address can't be listened on, most often because another process does already.
    Bind {
        /// The address that was asked for.
        addr: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// The path of the running program is unknown, so it can't be started a second time.
    OwnPath(io::Error),
    /// The child process could not be started.
    Spawn {
        /// The program that was to become the server.
        program: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// This process is itself a child that was to serve, but its `main` didn't call
    /// [`serve_if_child`](crate::serve_if_child) before anything else. Refused, or each child would start another.
    ChildOfChild,
    /// The child didn't say in time where it listens. It has been ended.
    ChildSilent {
        /// How long it was waited for.
        waited: Duration,
    },
    /// The child ended, or closed its standard output, before it said where it listens.
    ChildEnded {
        /// How it ended, if the system could say.
        status: Option<ExitStatus>,
    },
    /// The child wrote something other than its address. It has been ended.
    ChildAnswer {
        /// Its first line, cut off at 256 bytes.
        line: String,
    },
    /// The counts could not be had from the server.
    Stats {
        /// The server that was asked.
        addr: SocketAddr,
        /// What went wrong on the way.
        source: io::Error,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRuntime => write!(f, "the delay server can only be bound inside a Tokio runtime"),
            Self::Runtime(source) => write!(f, "the delay server's runtime can't be built: {source}"),
            Self::Thread(source) => write!(f, "the delay server's thread can't run: {source}"),
            Self::Bind { addr, source } if source.kind() == io::ErrorKind::AddrInUse => {
                write!(f, "port {} of {} is in use by another program", addr.port(), addr.ip())
            }
            Self::Bind { addr, source } => write!(f, "can't listen on {addr}: {source}"),
            Self::OwnPath(source) => write!(f, "the path of the running program is unknown: {source}"),
            Self::Spawn { program, source } => {
                write!(f, "can't start {} as the delay server: {source}", program.display())
            }
            Self::ChildOfChild => write!(
                f,
                "this process was started to be the delay server, but its main doesn't begin with serve_if_child()"
            ),
            Self::ChildSilent { waited } => {
                write!(f, "the delay server didn't say where it listens within {} s", waited.as_secs())
            }
            Self::ChildEnded { status: Some(status) } => {
                write!(f, "the delay server ended before it said where it listens ({status})")
            }
            Self::ChildEnded { status: None } => {
                write!(f, "the delay server ended before it said where it listens")
            }
            Self::ChildAnswer { line } => write!(
                f,
                "the delay server said {line:?} instead of where it listens; does its main begin with serve_if_child()?"
            ),
            Self::Stats { addr, source } => {
                write!(f, "the delay server at {addr} didn't tell its counts: {source}")
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Runtime(source)
            | Self::Thread(source)
            | Self::Bind { source, .. }
            | Self::OwnPath(source)
            | Self::Spawn { source, .. }
            | Self::Stats { source, .. } => Some(source),
            Self::NoRuntime
            | Self::ChildOfChild
            | Self::ChildSilent { .. }
            | Self::ChildEnded { .. }
            | Self::ChildAnswer { .. } => None,
        }
    }
}
