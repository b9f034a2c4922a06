//! Accepts connections and hands each to hyper.

use std::convert::Infallible;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::{Builder, Handle, Runtime};

use crate::routes::{self, Context};
use crate::{Counters, Error, Stats, raise_open_file_limit};

/// As many connections may wait to be accepted as the system allows: each cuts this down to its own limit (Linux:
/// `net.core.somaxconn`, 4,096; macOS: `kern.ipc.somaxconn`, 128), and Windows takes it for "the most".
const BACKLOG: u32 = i32::MAX as u32;

/// How long to wait before accepting again when the process has no file descriptor left for one more connection.
/// Without a pause the loop would spin: the connection that waits is reported again at once.
const PAUSE: Duration = Duration::from_millis(20);

/// A server that listens but doesn't serve yet. Most callers want [`InProcess`](crate::InProcess) or
/// [`Child`](crate::Child) instead.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    addr: SocketAddr,
    counters: Counters,
}

impl Server {
    /// Listens on an address; port 0 stands for any free one. From here on clients can connect, but they get no
    /// answer before [`Server::serve`].
    ///
    /// Also raises the process's limit of open files, as [`raise_open_file_limit`] does.
    ///
    /// # Errors
    /// [`Error::NoRuntime`] outside a Tokio runtime; [`Error::Bind`] if the address is in use or not this machine's.
    ///
    /// # Panics
    /// If the Tokio runtime was built without I/O.
    pub fn bind(addr: SocketAddr) -> Result<Self, Error> {
        Handle::try_current().map_err(|_| Error::NoRuntime)?;
        raise_open_file_limit();
        let listener = listen(addr).map_err(|source| Error::Bind { addr, source })?;
        let addr = listener.local_addr().map_err(|source| Error::Bind { addr, source })?;
        Ok(Self { listener, addr, counters: Counters::default() })
    }

    /// The address, with the port that was chosen.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// What was counted so far.
    pub fn stats(&self) -> Stats {
        self.counters.stats()
    }

    /// The counters, to be read and reset while [`Server::serve`] has the server.
    pub fn counters(&self) -> Counters {
        self.counters.clone()
    }

    /// Serves, and never returns. Each connection is a task of the current runtime, and ends with that.
    ///
    /// # Panics
    /// If the Tokio runtime was built without a timer.
    pub async fn serve(self) {
        loop {
            match self.listener.accept().await {
                Ok((stream, peer)) => {
                    let context = Context { peer, addr: self.addr, counters: self.counters.clone() };
                    tokio::spawn(serve_connection(stream, context));
                }
                Err(error) if is_of_one_connection(&error) => {}
                Err(_) => tokio::time::sleep(PAUSE).await,
            }
        }
    }
}

/// One thread is enough to hold thousands of requests that wait, and leaves the other cores to the client.
pub(crate) fn runtime() -> Result<Runtime, Error> {
    Builder::new_current_thread().enable_all().build().map_err(Error::Runtime)
}

fn listen(addr: SocketAddr) -> io::Result<TcpListener> {
    let socket = if addr.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // On Unix it lets a port be used again right after its last server ended. On Windows it would mean another thing:
    // that two servers may listen on one port.
    socket.set_reuseaddr(cfg!(unix))?;
    socket.bind(addr)?;
    socket.listen(BACKLOG)
}

/// The client gave up while it waited in the backlog; the next connection can be accepted at once.
fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset)
}

async fn serve_connection(stream: TcpStream, context: Context) {
    // Best effort: without it an answer is the same, only later.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| {
        let plan = routes::plan(&request, &context);
        async move { Ok::<_, Infallible>(plan.carry_out().await) }
    });
    // No header-read timeout: it would need a timer for each connection, and would close the idle connections of a
    // client's pool under its hands. Nobody attacks a server on the loopback interface.
    //
    // An error here is the client's: it hung up, or it didn't speak HTTP and hyper has told it so.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}
