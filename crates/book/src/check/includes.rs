//! What `{{#include …}}` takes in: mdBook makes an empty block of a misspelt anchor, and says nothing.

use std::collections::BTreeMap;
use std::fs;

use super::{Book, beside};

/// One `{{#include file:anchor}}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Include<'a> {
    /// The file, as it stands there.
    pub file: &'a str,
    /// What stands behind the colon.
    pub anchor: Option<&'a str>,
}

/// The includes in a line; one behind a backslash is text.
#[must_use]
pub fn includes(line: &str) -> Vec<Include<'_>> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices("{{#") {
        let Some((inside, _)) = line[at + 3..].split_once("}}") else { continue };
        let Some((what, path)) = inside.split_once(char::is_whitespace) else { continue };
        if !line[..at].ends_with('\\') && ["include", "rustdoc_include", "playground"].contains(&what) {
            let path = path.trim();
            let (file, anchor) = path.split_once(':').map_or((path, None), |(file, anchor)| (file, Some(anchor)));
            found.push(Include { file, anchor });
        }
    }
    found
}

/// Includes of files that are not there, of anchors that are not in them, or of nothing.
#[must_use]
pub fn wrong(book: &Book) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut texts: BTreeMap<String, Option<String>> = BTreeMap::new();
    for (page, text) in book.texts() {
        for (index, line) in text.lines().enumerate() {
            for include in includes(line) {
                let path = beside(page, include.file);
                let text = texts.entry(path).or_insert_with_key(|path| fs::read_to_string(book.src().join(path)).ok());
                let reason = match text {
                    None => Some("there is no such file".to_owned()),
                    Some(text) => reason(text, include.anchor),
                };
                let Include { file, anchor } = &include;
                let name = anchor.map_or((*file).to_owned(), |anchor| format!("{file}:{anchor}"));
                wrong.extend(reason.map(|reason| format!("{page}:{}: {name}: {reason}", index + 1)));
            }
        }
    }
    wrong
}

fn reason(text: &str, anchor: Option<&str>) -> Option<String> {
    let Some(anchor) = anchor else {
        let leftover = text.lines().any(|line| name(line, "ANCHOR:").is_some());
        return leftover.then(|| "its ANCHOR lines would be shown: include one of them".to_owned());
    };
    if anchor.is_empty() || anchor.starts_with(|c: char| c.is_ascii_digit()) && !anchor.contains(char::is_alphabetic) {
        return Some("lines by number are other lines tomorrow: name an anchor".to_owned());
    }
    let Some(begin) = text.lines().position(|line| name(line, "ANCHOR:") == Some(anchor)) else {
        return Some("there is no such anchor in it".to_owned());
    };
    let rest: Vec<&str> = text.lines().skip(begin + 1).collect();
    let Some(end) = rest.iter().position(|line| name(line, "ANCHOR_END:") == Some(anchor)) else {
        return Some("the anchor has no end".to_owned());
    };
    let marks = |line: &&&str| name(line, "ANCHOR:").or(name(line, "ANCHOR_END:")).is_some();
    let empty = rest[..end].iter().filter(|line| !marks(line)).all(|line| line.trim().is_empty());
    empty.then(|| "there is nothing between the anchor and its end".to_owned())
}

/// The anchor that a line names, as mdBook reads it.
fn name<'a>(line: &'a str, mark: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(mark)?;
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
    (end > 0).then_some(&rest[..end])
}

#[cfg(test)]
mod tests {
    use super::{Include, includes, wrong};
    use crate::check::fixture;

    #[test]
    fn includes_are_read() {
        let found = includes("a {{#include ../x.md:y}} b {{#rustdoc_include z.rs}} \\{{#include no.md}} {{#title t}}");
        assert_eq!(found, [Include { file: "../x.md", anchor: Some("y") }, Include { file: "z.rs", anchor: None }]);
    }

    #[test]
    fn files_and_anchors_must_be_there_and_hold_something() {
        let code = "// ANCHOR: a\nfn a() {}\n// ANCHOR_END: a\n// ANCHOR: b\n\n// ANCHOR: c\n// ANCHOR_END: c\n\
                    // ANCHOR_END: b\n// ANCHOR: open\nfn b() {}\n";
        let said = |line: &str| {
            let page = format!("# T\n\n```rust\n{line}\n```\n");
            let files = [("book/src/1/a.md", page.as_str()), ("crates/x.rs", code), ("crates/y.rs", "fn y() {}\n")];
            wrong(&fixture(&files).1)
        };
        assert_eq!(said("{{#include ../../../crates/x.rs:a}}"), [""; 0]);
        assert_eq!(said("{{#include ../../../crates/y.rs}}"), [""; 0]);
        let cases = [
            ("../../crates/x.rs:a", "no such file"),
            ("../../../crates/x.rs:aa", "no such anchor"),
            ("../../../crates/x.rs:b", "nothing between"),
            ("../../../crates/x.rs:c", "nothing between"),
            ("../../../crates/x.rs:open", "has no end"),
            ("../../../crates/x.rs:2:3", "by number"),
            ("../../../crates/x.rs", "would be shown"),
        ];
        for (path, reason) in cases {
            let said = said(&format!("{{{{#include {path}}}}}"));
            assert!(
                said.len() == 1 && said[0].contains(reason) && said[0].starts_with("1/a.md:4: "),
                "{path}: {said:?}"
            );
        }
    }
}
