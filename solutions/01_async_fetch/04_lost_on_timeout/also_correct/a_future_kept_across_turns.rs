//! Messages from far away, and a sign of life in between.

use std::io;
use std::pin::pin;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};
use tokio::time::timeout;

/// The next message; none if the other side has closed.
async fn message<R: AsyncRead + Unpin>(reader: &mut BufReader<R>) -> io::Result<Option<String>> {
    let mut line = String::new();
    let bytes = reader.read_line(&mut line).await?;
    Ok((bytes > 0).then(|| line.trim_end().to_owned()))
}

/// Receives messages, a line each, until the other side has closed.
///
/// Each time that `patience` passes without a whole message, it calls `ping`, and waits on.
pub async fn receive<R>(reader: R, patience: Duration, mut ping: impl FnMut() + Send) -> io::Result<Vec<String>>
where
    R: AsyncRead + Unpin + Send + 'static,
{
    let mut reader = BufReader::new(reader);
    let mut messages = Vec::new();
    loop {
        let mut next = pin!(message(&mut reader));
        // Only the borrow is dropped when its time is out.
        let next = loop {
            match timeout(patience, next.as_mut()).await {
                Ok(next) => break next?,
                Err(_) => ping(),
            }
        };
        match next {
            Some(message) => messages.push(message),
            None => return Ok(messages),
        }
    }
}
