//! What a program prints: of each part its beginning and its end, however much it is.

use std::io::{ErrorKind, Read};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::kept::Kept;

/// A pipe that is read by a thread, so that who writes into it never waits for long.
pub(crate) struct Capture {
    kept: Arc<Mutex<Kept>>,
    end: Receiver<()>,
}

impl Capture {
    pub(crate) fn of(pipe: Option<impl Read + Send + 'static>) -> Self {
        let kept = Arc::new(Mutex::new(Kept::default()));
        let (ended, end) = channel();
        let into = Arc::clone(&kept);
        thread::spawn(move || {
            let Some(mut pipe) = pipe else { return };
            let mut buffer = [0; 64 << 10];
            loop {
                match pipe.read(&mut buffer) {
                    Ok(0) => break,
                    Ok(n) => into.lock().unwrap_or_else(PoisonError::into_inner).take(&buffer[..n]),
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    Err(_) => break,
                }
            }
            let _ = ended.send(());
        });
        Self { kept, end }
    }

    /// What was printed. A process that has left its group may hold the pipe open: what it prints later is not waited for.
    pub(crate) fn text(&self) -> String {
        let _ = self.end.recv_timeout(Duration::from_secs(2));
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_is_read_to_its_end() {
        let capture = Capture::of(Some(std::io::repeat(b'x').take(20 << 20)));
        let text = capture.text();
        assert!(text.len() < 3 << 20 && text.contains(" bytes left out …"), "{} bytes", text.len());
    }
}
