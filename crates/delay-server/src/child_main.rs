//! The child's side of [`Child`](crate::Child): a process that serves until its parent is gone.

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::process;
use std::thread;

use crate::server::runtime;
use crate::{Error, Server};

/// The first argument of a process that is to be the server. Not meant for people to type.
pub(crate) const ARGUMENT: &str = "__delay-server";

/// What the child's first line on standard output begins with; the address follows.
pub(crate) const LISTENS_ON: &str = "delay-server listens on ";

/// Turns this process into the delay server if [`Child::start`](crate::Child::start) has started it for that; otherwise
/// returns at once. The first line of a lesson's `main`.
///
/// A process that serves doesn't return from here: it ends, with exit code 0, when its standard input reaches its end.
/// The parent holds the other end, and the system closes that however the parent ends, so no server is left over.
/// Ctrl-C in a terminal reaches parent and child alike, and ends both.
///
/// If it can't serve it says why on standard error and ends with exit code 1.
pub fn serve_if_child() {
    if is_child()
        && let Err(error) = serve()
    {
        let _ = writeln!(io::stderr(), "delay-server: {error}");
        process::exit(1);
    }
}

/// Whether this process was started to be the server.
pub(crate) fn is_child() -> bool {
    std::env::args_os().nth(1).is_some_and(|argument| argument == ARGUMENT)
}

fn serve() -> Result<(), Error> {
    thread::Builder::new().name("parent-watch".into()).spawn(exit_with_parent).map_err(Error::Thread)?;
    runtime()?.block_on(async {
        let server = Server::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        // If nobody reads it the parent is gone, and the end of standard input says so in a moment.
        let _ = writeln!(io::stdout(), "{LISTENS_ON}{}", server.addr());
        server.serve().await;
        Ok(())
    })
}

/// A blocking read on a thread of its own works on every system, which a parent-death signal doesn't.
fn exit_with_parent() {
    let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
    process::exit(0);
}
