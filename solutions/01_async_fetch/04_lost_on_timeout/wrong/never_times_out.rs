//! The shortcut: without a timeout no future is dropped, so nothing is lost. But nobody sends a
//! sign of life either, and without that the satellite closes the line. To drop nothing *and* to
//! ping in time is the exercise.
//! fails: pings_while_it_waits
//! because: TOO FEW PINGS

use std::io;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};

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
    _ = (patience, &mut ping);
    let mut reader = BufReader::new(reader);
    let mut messages = Vec::new();
    while let Some(message) = message(&mut reader).await? {
        messages.push(message);
    }
    Ok(messages)
}
