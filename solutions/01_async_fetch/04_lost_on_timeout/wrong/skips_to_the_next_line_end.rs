//! "Half a message is of no use, so away with the other half." Then no torn message is received,
//! and none that was interrupted either: here, all of them were. Ask where the first half went, and
//! whether it had to.
//! fails: messages_stay_whole
//! because: LOST
//! may fail: pings_while_it_waits

use std::io;
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
        match timeout(patience, message(&mut reader)).await {
            Ok(Ok(Some(message))) => messages.push(message),
            Ok(Ok(None)) => return Ok(messages),
            Ok(Err(error)) => return Err(error),
            Err(_) => {
                ping();
                // Half of it is gone, so the other half is of no use.
                _ = message(&mut reader).await?;
            },
        }
    }
}
