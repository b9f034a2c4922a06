//! Messages from far away, and a sign of life in between.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};
use tokio::sync::mpsc;
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
    let (send, mut received) = mpsc::channel(1);
    let reading = tokio::spawn(async move {
        let mut reader = BufReader::new(reader);
        while let Some(message) = message(&mut reader).await? {
            if send.send(message).await.is_err() {
                break;
            }
        }
        Ok(())
    });
    let mut messages = Vec::new();
    loop {
        match timeout(patience, received.recv()).await {
            Ok(Some(message)) => messages.push(message),
            Ok(None) => return reading.await.unwrap().map(|()| messages),
            Err(_) => ping(),
        }
    }
}
