//! Output of any length, kept within bounds. libtest prints the sections of failed tests in the order in which they
//! ended, so each section has bounds of its own: a test that prints megabytes takes no room from the one after it.

use std::collections::VecDeque;

/// The bytes that are kept of a part's beginning, and as many of its end. A message is far shorter.
const KEPT: usize = 1 << 20;

/// So many parts have bounds of their own; no exercise has so many tests. What comes after belongs to the last.
const MOST_PARTS: usize = 32;

/// A line that is longer is no heading.
const LONGEST_HEADING: usize = 200;

pub(crate) struct Kept {
    parts: Vec<Part>,
    /// The beginning of a line, until it is known whether it is a heading.
    line: Vec<u8>,
    in_line: bool,
    limit: usize,
}

impl Default for Kept {
    fn default() -> Self {
        Self::up_to(KEPT)
    }
}

impl Kept {
    fn up_to(limit: usize) -> Self {
        Self { parts: vec![Part::default()], line: Vec::new(), in_line: false, limit }
    }

    pub(crate) fn take(&mut self, bytes: &[u8]) {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            let ends = piece.ends_with(b"\n");
            if self.in_line {
                self.append(piece);
                self.in_line = !ends;
                continue;
            }
            self.line.extend_from_slice(piece);
            if ends || self.line.len() > LONGEST_HEADING {
                let line = std::mem::take(&mut self.line);
                if is_heading(&line) && self.parts.len() < MOST_PARTS {
                    self.parts.push(Part::default());
                }
                self.append(&line);
                self.in_line = !ends;
            }
        }
    }

    fn append(&mut self, bytes: &[u8]) {
        let last = self.parts.last_mut().expect("there is always a part");
        last.take(bytes, self.limit);
    }

    pub(crate) fn text(&self) -> String {
        let parts: String = self.parts.iter().map(Part::text).collect();
        parts + &String::from_utf8_lossy(&self.line)
    }
}

fn is_heading(line: &[u8]) -> bool {
    line.starts_with(b"---- ") && line.trim_ascii_end().ends_with(b" stdout ----")
}

#[derive(Default)]
struct Part {
    head: Vec<u8>,
    tail: VecDeque<u8>,
    dropped: u64,
}

impl Part {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// As it comes through a pipe: in pieces that end anywhere.
    fn kept(text: &str, limit: usize, piece: usize) -> String {
        let mut kept = Kept::up_to(limit);
        text.as_bytes().chunks(piece).for_each(|bytes| kept.take(bytes));
        kept.text()
    }

    #[test]
    fn all_of_little_and_both_ends_of_much() {
        for piece in 1..20 {
            assert_eq!(kept("abcde", 4, piece), "abcde");
            assert_eq!(kept("a\n\nc", 4, piece), "a\n\nc");
            assert_eq!(kept("abcdefghijklmnop\n", 4, piece), "abcd\n… 9 bytes left out …\nnop\n");
        }
    }

    #[test]
    fn each_section_has_room_of_its_own() {
        let much = "y".repeat(500) + "\n";
        let text = format!(
            "running 2 tests\n{much}\n---- b stdout ----\n{much}b failed\n---- a stdout ----\n{much}a failed\n"
        );
        for piece in [1, 7, 64, 10_000] {
            let kept = kept(&text, 40, piece);
            for line in
                ["running 2 tests\n", "---- b stdout ----\n", "b failed\n", "---- a stdout ----\n", "a failed\n"]
            {
                assert!(kept.contains(line), "{line}{kept}");
            }
            assert!(kept.len() < 500, "{kept}");
        }
    }

    #[test]
    fn headings_without_end_take_no_more_room() {
        let text = "---- x stdout ----\n".repeat(100_000);
        assert!(kept(&text, 100, 4096).len() < 250 * MOST_PARTS);
    }
}
