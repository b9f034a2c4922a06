//! What a program prints: its beginning and its end, however much it is.

use std::collections::VecDeque;
use std::io::{ErrorKind, Read};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// The bytes that are kept of the beginning, and as many of the end. All that cargo and the tests print is far less.
const KEPT: usize = 4 << 20;

#[derive(Default)]
struct Kept {
    head: Vec<u8>,
    tail: VecDeque<u8>,
    dropped: u64,
}

impl Kept {
    fn take(&mut self, bytes: &[u8], limit: usize) {
        let (first, rest) = bytes.split_at(bytes.len().min(limit - self.head.len()));
        self.head.extend_from_slice(first);
        self.tail.extend(rest);
        let over = self.tail.len().saturating_sub(limit);
        self.tail.drain(..over);
        self.dropped += over as u64;
    }

    fn text(&self) -> String {
        let (front, back) = self.tail.as_slices();
        let tail = [front, back].concat();
        if self.dropped == 0 {
            return String::from_utf8_lossy(&[&self.head[..], &tail].concat()).into_owned();
        }
        let (head, tail) = (String::from_utf8_lossy(&self.head), String::from_utf8_lossy(&tail));
        format!("{head}\n… {} bytes left out …\n{tail}", self.dropped)
    }
}

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
                    Ok(n) => into.lock().unwrap_or_else(PoisonError::into_inner).take(&buffer[..n], KEPT),
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
    fn all_of_little_and_both_ends_of_much() {
        let mut kept = Kept::default();
        kept.take(b"abc", 4);
        kept.take(b"de", 4);
        assert_eq!(kept.text(), "abcde");
        kept.take(b"fghijklmnop", 4);
        assert_eq!(kept.text(), "abcd\n… 8 bytes left out …\nmnop");
    }

    #[test]
    fn a_pipe_is_read_to_its_end() {
        let capture = Capture::of(Some(std::io::repeat(b'x').take(3 * KEPT as u64)));
        let text = capture.text();
        assert!(text.len() < 2 * KEPT + 100 && text.contains(&format!("… {KEPT} bytes left out …")));
    }
}
