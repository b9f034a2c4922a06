//! "The string is outside the future, so what was read stays in it." That is the right thought, and
//! the wrong method: `read_line` takes the text out of the string while it reads, and drops it with
//! the future. Its documentation says so.
//! fails: messages_stay_whole
//! because: TORN

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
    let mut reader = BufReader::new(reader);
    let (mut line, mut messages) = (String::new(), Vec::new());
    loop {
        // The string is kept, but `read_line` takes its text along while it reads.
        match timeout(patience, reader.read_line(&mut line)).await {
            Ok(Ok(0)) => return Ok(messages),
            Ok(Ok(_)) => messages.push(std::mem::take(&mut line).trim_end().to_owned()),
            Ok(Err(error)) => return Err(error),
            Err(_) => ping(),
        }
    }
}
