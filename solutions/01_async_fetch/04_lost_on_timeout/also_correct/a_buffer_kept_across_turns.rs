//! Messages from far away, and a sign of life in between.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _};
use tokio::time::timeout;

/// Receives messages, a line each, until the other side has closed.
///
/// Each time that `patience` passes without a whole message, it calls `ping`, and waits on.
pub async fn receive<R>(reader: R, patience: Duration, mut ping: impl FnMut() + Send) -> io::Result<Vec<String>>
where
    R: AsyncRead + Unpin + Send + 'static,
{
    let mut reader = reader;
    let (mut kept, mut messages) = (Vec::new(), Vec::new());
    loop {
        match timeout(patience, reader.read_buf(&mut kept)).await {
            Ok(Ok(0)) => return Ok(messages),
            Ok(Ok(_)) => {}
            Ok(Err(error)) => return Err(error),
            Err(_) => ping(),
        }
        while let Some(end) = kept.iter().position(|byte| *byte == b'\n') {
            let line = kept.drain(..=end).collect::<Vec<_>>();
            messages.push(String::from_utf8_lossy(&line[..end]).into_owned());
        }
    }
}
