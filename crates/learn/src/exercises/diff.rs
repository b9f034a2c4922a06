//! Two sources, line by line.

use anstyle::{AnsiColor, Style};
use observe::lesson::WIDTH;

/// What stands before a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// In both.
    Both,
    /// Only in the first.
    First,
    /// Only in the second.
    Second,
}

/// The lines of both, those in common once: a longest common subsequence.
pub(super) fn lines<'a>(first: &'a str, second: &'a str) -> Vec<(Side, &'a str)> {
    let (first, second): (Vec<&str>, Vec<&str>) = (first.lines().collect(), second.lines().collect());
    // common[i][j]: how many lines the rests from i and from j have in common.
    let mut common = vec![vec![0_usize; second.len() + 1]; first.len() + 1];
    for i in (0..first.len()).rev() {
        for j in (0..second.len()).rev() {
            common[i][j] =
                if first[i] == second[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while i < first.len() || j < second.len() {
        if i < first.len() && j < second.len() && first[i] == second[j] {
            found.push((Side::Both, first[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == second.len() || i < first.len() && common[i + 1][j] >= common[i][j + 1] {
            found.push((Side::First, first[i]));
            i += 1;
        } else {
            found.push((Side::Second, second[j]));
            j += 1;
        }
    }
    found
}

/// The lines with `-` before what only the first has and `+` before what only the second has; 80 columns.
pub(super) fn drawn(first: &str, second: &str) -> String {
    let mut out = String::new();
    for (side, line) in lines(first, second) {
        let (sign, colour) = match side {
            Side::Both => (' ', None),
            Side::First => ('-', Some(AnsiColor::Red)),
            Side::Second => ('+', Some(AnsiColor::Green)),
        };
        let style = Style::new().fg_color(colour.map(Into::into));
        for line in folded(line) {
            out += format!("{style}{sign} {line}{style:#}").trim_end();
            out += "\n";
        }
    }
    out
}

/// A long line in parts; the later ones stand deeper than the first.
fn folded(line: &str) -> Vec<String> {
    let room = WIDTH - 2;
    let indent = line.chars().take_while(|c| *c == ' ').count().min(room / 2);
    let (mut parts, mut rest) = (Vec::new(), line.to_owned());
    while rest.chars().count() > room {
        let fits = rest.char_indices().nth(room).map_or(rest.len(), |(at, _)| at);
        let begins = indent + 6;
        let at = rest[..fits].rfind(' ').filter(|at| *at > begins).unwrap_or(fits);
        let later = format!("{:indent$}    {}", "", rest[at..].trim_start());
        parts.push(rest[..at].to_owned());
        rest = later;
    }
    parts.push(rest);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_both_stands_once() {
        assert_eq!(drawn("a\nb\nc\n", "a\nx\nc\nd\n").replace("\u{1b}", ""), {
            let (red, green, off) = ("[31m", "[32m", "[0m");
            format!("  a\n{red}- b{off}\n{green}+ x{off}\n  c\n{green}+ d{off}\n")
        });
    }

    #[test]
    fn long_lines_lose_nothing() {
        for line in [format!("    {}", "word ".repeat(40).trim_end()), format!("        {}", "x".repeat(300))] {
            let parts = folded(&line);
            assert!(parts.len() > 2 && parts.iter().all(|part| part.chars().count() <= WIDTH - 2), "{parts:?}");
            let bare = |text: &str| text.replace(' ', "");
            assert_eq!(bare(&parts.concat()), bare(&line));
        }
    }
}
