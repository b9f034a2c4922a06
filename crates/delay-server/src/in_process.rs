//! The server on a thread of this process.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

use tokio::runtime::Runtime;
use tokio::task::AbortHandle;

use crate::server::runtime;
use crate::{Counters, Error, Server, Stats};

/// A delay server on its own thread, with a runtime of its own, on a free port of 127.0.0.1. For tests: its work is
/// counted as this process's CPU time, and its connections among this process's open files.
///
/// Dropping it closes all connections and waits for the thread to end.
#[derive(Debug)]
pub struct InProcess {
    running: Running,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Running {
    addr: SocketAddr,
    counters: Counters,
    serving: AbortHandle,
}

impl InProcess {
    /// Starts it, and returns when clients can connect.
    ///
    /// # Errors
    /// If the thread or its runtime can't be made, or no port is free.
    pub fn start() -> Result<Self, Error> {
        let (sender, receiver) = mpsc::channel();
        let thread = thread::Builder::new().name("delay-server".into());
        let thread = thread.spawn(move || run(&sender)).map_err(Error::Thread)?;
        let ended = |_| Error::Thread(io::Error::other("it ended before it served"));
        let running = receiver.recv().map_err(ended)??;
        Ok(Self { running, thread: Some(thread) })
    }

    /// The address it listens on.
    pub fn addr(&self) -> SocketAddr {
        self.running.addr
    }

    /// The URL of a path, which begins with a slash: `url("/delay/1")`.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.running.addr)
    }

    /// What it has counted so far.
    pub fn stats(&self) -> Stats {
        self.running.counters.stats()
    }

    /// Counts from here on: sets `requests` to 0 and `high_water` to the requests now in flight, and returns that.
    pub fn reset_stats(&self) -> Stats {
        self.running.counters.reset()
    }
}

impl Drop for InProcess {
    fn drop(&mut self) {
        self.running.serving.abort();
        if let Some(thread) = self.thread.take() {
            // It panicked, then, and has said so on standard error.
            let _ = thread.join();
        }
    }
}

fn run(sender: &Sender<Result<Running, Error>>) {
    let (runtime, server) = match prepare() {
        Ok(prepared) => prepared,
        Err(error) => {
            let _ = sender.send(Err(error));
            return;
        }
    };
    let (addr, counters) = (server.addr(), server.counters());
    let serving = runtime.spawn(server.serve());
    let _ = sender.send(Ok(Running { addr, counters, serving: serving.abort_handle() }));
    // Ends when `InProcess` is dropped. The runtime goes next, and with it the tasks of the connections.
    let _ = runtime.block_on(serving);
}

fn prepare() -> Result<(Runtime, Server), Error> {
    let runtime = runtime()?;
    let server = runtime.block_on(async { Server::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))) })?;
    Ok((runtime, server))
}
