//! The workshop's offline stand-in for httpbin: an HTTP/1.1 server on the loopback interface that answers late on
//! purpose, so that a lesson can wait for many answers at once without a network.
//!
//! | route | answer |
//! |---|---|
//! | `/delay/{seconds}` | after that time (fractions too, at most [`MAX_DELAY`]): the request, as httpbin echoes it |
//! | `/status/{code}` | that status, 200 to 599, without a body; a 3xx other than 304 leads to `/status/200` |
//! | `/bytes/{n}` | n random bytes, at most [`MAX_BYTES`] |
//! | `/redirect/{n}` | n redirects one after another (at most 100), then 200 |
//! | `/` and `/get` | the request echoed, and this list |
//! | `/stats` | what was counted: [`Stats`] |
//! | `POST /stats/reset` | counts from here on, answers with the new [`Stats`] |
//!
//! All but the last take `GET` and `HEAD`. Answers other than bytes and statuses are JSON, mistakes included:
//! `{"error": "…"}` with 400, 404 or 405. A request target in absolute form (`GET http://example.invalid/status/204`)
//! is answered by its path, whatever its host, so a client can also be given this server as its HTTP proxy.
//!
//! There are three ways to run it:
//! - [`InProcess`]: on a thread of this process. For tests.
//! - [`Child`]: a process of its own, so that the server's CPU time is not counted as the client's. For lessons; the
//!   lesson's `main` begins with [`serve_if_child`].
//! - `cargo run -p delay-server`: on its own, until Ctrl-C.
//!
//! ```
//! use std::io::{Read, Write};
//!
//! let server = delay_server::InProcess::start()?;
//! let mut stream = std::net::TcpStream::connect(server.addr())?;
//! stream.write_all(b"GET /status/204 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
//! let mut answer = String::new();
//! stream.read_to_string(&mut answer)?;
//! assert!(answer.starts_with("HTTP/1.1 204 "));
//! assert_eq!(server.stats().requests, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod ask;
mod child;
mod child_main;
mod echo;
mod error;
mod in_process;
mod limits;
mod routes;
mod server;
mod stats;

pub use child::Child;
pub use child_main::serve_if_child;
pub use error::Error;
pub use in_process::InProcess;
pub use limits::raise_open_file_limit;
pub use routes::{MAX_BYTES, MAX_DELAY, ROUTES};
pub use server::Server;
pub use stats::{Counters, Stats};
