//! What a lesson prints: 80 columns, and no panic when nobody reads it.

use std::io::{self, Write};

/// The width that everything is laid out for.
pub const WIDTH: usize = 80;

/// Standard output that may go away.
#[derive(Debug, Default)]
pub(super) struct Screen {
    /// The reader has gone (`| head -1`): nothing more is printed.
    pub(super) closed: bool,
}

impl Screen {
    /// Prints `text` as it is, styles included where the terminal shows them.
    pub(super) fn print(&mut self, text: &str) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let mut out = anstream::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            result => result,
        }
    }
}

/// Breaks `text` into lines of at most `width` characters; the second and later ones begin with `indent`. Line ends
/// in `text` are kept, a word longer than a line stays whole.
#[must_use]
pub fn wrap(text: &str, width: usize, indent: &str) -> String {
    let mut out = String::new();
    for paragraph in text.lines() {
        let mut column = 0;
        for word in paragraph.split_whitespace() {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > width {
                out += "\n";
                out += indent;
                column = indent.chars().count();
            } else if column > 0 {
                out += " ";
                column += 1;
            }
            out += word;
            column += length;
        }
        out += "\n";
    }
    out
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn long_lines_are_broken_between_words() {
        assert_eq!(wrap("one two three four", 9, "  "), "one two\n  three\n  four\n");
        assert_eq!(wrap("one\ntwo three", 40, ""), "one\ntwo three\n");
        assert_eq!(wrap("unbreakable", 4, ""), "unbreakable\n");
    }
}
