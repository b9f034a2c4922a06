//! Messages from far away, and a sign of life in between.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};
use tokio::time::timeout;

/// Receives messages, a line each, until the other side has closed.
///
/// Each time that `patience` passes without a whole message, it calls `ping`, and waits on.
pub async fn receive<R>(reader: R, patience: Duration, mut ping: impl FnMut() + Send) -> io::Result<Vec<String>>
where
    R: AsyncRead + Unpin + Send + 'static,
{
    let mut lines = BufReader::new(reader).lines();
    let mut messages = Vec::new();
    loop {
        // What has been read of a line stays in `lines`, whatever becomes of this future.
        match timeout(patience, lines.next_line()).await {
            Ok(Ok(Some(message))) => messages.push(message),
            Ok(Ok(None)) => return Ok(messages),
            Ok(Err(error)) => return Err(error),
            Err(_) => ping(),
        }
    }
}
