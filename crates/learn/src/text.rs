//! Text for a terminal of 80 columns.

use observe::lesson::{WIDTH, wrap};

/// `text` behind `first`; its later lines stand below its first. Nothing for an empty text.
pub(crate) fn hanging(first: &str, text: &str) -> String {
    let indent = first.chars().count();
    let mut out = String::new();
    for (index, line) in wrap(text, WIDTH - indent, "").lines().enumerate() {
        out += &if index == 0 { format!("{first}{line}\n") } else { format!("{:indent$}{line}\n", "") };
    }
    out
}

/// `text` with its lines of more than 80 columns broken; the others stay as they are.
#[must_use]
pub fn fitted(text: &str) -> String {
    let line = |line: &str| match line.chars().count() {
        0..=WIDTH => format!("{line}\n"),
        _ => wrap(line, WIDTH, ""),
    };
    text.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn later_lines_stand_below_the_first() {
        let text = "word ".repeat(20);
        let expected = format!("  1  {}\n     {}\n", "word ".repeat(15).trim_end(), "word ".repeat(5).trim_end());
        assert_eq!(super::hanging("  1  ", &text), expected);
        assert_eq!(super::hanging("  1  ", ""), "");
    }
}
