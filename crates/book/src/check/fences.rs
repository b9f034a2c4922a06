//! What stands in fences comes from where it is compiled or was printed.

use super::markdown::{Fence, parts};
use super::{Book, beside, includes};

/// Attributes that keep code from being compiled or run.
const UNTESTED: [&str; 4] = ["ignore", "no_run", "compile_fail", "should_panic"];

/// What a language's fences include, from `book/src`, and the ending of such files.
const SOURCES: [(&str, &str, &[&str]); 3] = [
    ("rust", ".rs", &["../../crates/", "../../exercises/", "../../solutions/", "../"]),
    ("python", ".py", &["../other-languages/"]),
    ("go", ".go", &["../other-languages/"]),
];

/// Fences that hold what nobody compiled or ran.
#[must_use]
pub fn wrong(book: &Book) -> Vec<String> {
    let pages = book.texts();
    pages.flat_map(|(page, text)| parts(text).0.into_iter().flat_map(|fence| of_fence(page, &fence))).collect()
}

fn of_fence(page: &str, fence: &Fence<'_>) -> Vec<String> {
    let mut words = fence.info.split([',', ' ']).filter(|word| !word.is_empty());
    let Some(language) = words.next() else {
        return vec![format!("{page}:{}: a fence without a language: mdBook takes it for Rust", fence.line)];
    };
    let untested = words.find(|word| UNTESTED.contains(word) || word.starts_with("ignore"));
    let mut wrong = Vec::new();
    wrong.extend(untested.map(|word| format!("{page}:{}: `{word}`: code that nobody runs", fence.line)));
    if let Some((_, ending, folders)) = SOURCES.iter().find(|(name, ..)| *name == language) {
        let from = |path: &str| path.ends_with(ending) && folders.iter().any(|folder| path.starts_with(folder));
        wrong.extend(not_included(page, fence, from, &format!("{ending} files that are tested")));
    }
    // The recorded output is explained there, line by line.
    if language == "text" && page.ends_with("/output.md") {
        let from = |path: &str| path.ends_with(".txt") && path.starts_with("../recorded/");
        wrong.extend(not_included(page, fence, from, "book/recorded/*.txt"));
    }
    wrong
}

fn not_included(page: &str, fence: &Fence<'_>, from: impl Fn(&str) -> bool, what: &str) -> Option<String> {
    let fits = |line: &&str| {
        let found = includes::includes(line);
        let alone = line.trim().starts_with("{{#") && line.trim().ends_with("}}") && found.len() == 1;
        line.trim().is_empty() || alone && from(&beside(page, found[0].file))
    };
    let at = fence.lines.iter().position(|line| !fits(line))?;
    Some(format!("{page}:{}: only lines that include {what} may stand in this fence", fence.line + at + 1))
}

#[cfg(test)]
mod tests {
    use super::wrong;
    use crate::check::fixture;

    fn said(page: &str, fence: &str) -> Vec<String> {
        wrong(&fixture(&[(&format!("book/src/{page}"), &format!("# T\n\n{fence}\n```\n"))]).1)
    }

    #[test]
    fn fences_of_languages_hold_includes_alone() {
        let good = [
            "```rust\n{{#include ../../../crates/a/src/b.rs:c}}\n\n{{#include ../../../solutions/a.rs}}",
            "```rust,noplayground\n{{#include ../../loom/src/lib.rs:c}}",
            "```python\n{{#include ../../other-languages/a.py}}",
            "```sh\njust lesson 1",
            "```text\nby hand",
        ];
        for fence in good {
            assert_eq!(said("1-a/index.md", fence), [""; 0], "{fence}");
        }
        let bad = [
            ("```rust\nfn a() {}", "1-a/index.md:4: only lines"),
            ("```rust\n{{#include ../../../crates/a.rs}} // more", "1-a/index.md:4: only lines"),
            ("```rust\n{{#include ../../../book/recorded/a.txt}}", "1-a/index.md:4: only lines"),
            ("```rust,no_run\n{{#include ../../../crates/a.rs}}", "1-a/index.md:3: `no_run`"),
            ("```rust,ignore-windows\n", "1-a/index.md:3: `ignore-windows`"),
            ("```go\nfunc main() {}", "1-a/index.md:4: only lines"),
            ("```\nanything", "1-a/index.md:3: a fence without"),
        ];
        for (fence, expected) in bad {
            let said = said("1-a/index.md", fence);
            assert!(said.len() == 1 && said[0].starts_with(expected), "{fence}: {said:?}");
        }
    }

    #[test]
    fn outputs_are_recorded() {
        assert_eq!(said("1-a/output.md", "```text\n{{#include ../../recorded/a.txt:b}}"), [""; 0]);
        for by_hand in ["```text\n  wall 1.002 s", "```text\n{{#include ../../recorded/a.json:b}}"] {
            assert_eq!(said("1-a/output.md", by_hand).len(), 1, "{by_hand}");
        }
    }
}
