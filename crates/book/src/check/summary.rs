//! The table of contents and the pages are the same set.

use std::collections::BTreeSet;

use super::{Book, markdown};

/// What is in one of the two only, or twice.
#[must_use]
pub fn wrong(book: &Book) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut named = BTreeSet::new();
    let summary = book.pages.get("SUMMARY.md").map(String::as_str).unwrap_or_default();
    for (line, page) in markdown::links(summary) {
        if !book.pages.contains_key(&page) {
            wrong.push(format!("SUMMARY.md:{line}: there is no page {page}"));
        }
        if !named.insert(page.clone()) {
            wrong.push(format!("SUMMARY.md:{line}: {page} stands there twice"));
        }
    }
    let missing = book.texts().filter(|(page, _)| !named.contains(*page));
    wrong.extend(missing.map(|(page, _)| format!("{page}: no line of SUMMARY.md leads to this page")));
    wrong
}

#[cfg(test)]
mod tests {
    use super::wrong;
    use crate::check::fixture;

    #[test]
    fn pages_and_contents_are_one_set() {
        let contents = "# Summary\n\n[A](a.md)\n- [B](c/b.md)\n";
        let whole = [("book/src/SUMMARY.md", contents), ("book/src/a.md", ""), ("book/src/c/b.md", "")];
        assert_eq!(wrong(&fixture(&whole).1), [""; 0]);
        assert_eq!(wrong(&fixture(&whole[..2]).1), ["SUMMARY.md:4: there is no page c/b.md"]);
        let more = [&whole[..], &[("book/src/d.md", "")]].concat();
        assert_eq!(wrong(&fixture(&more).1), ["d.md: no line of SUMMARY.md leads to this page"]);
        let twice = [("book/src/SUMMARY.md", "[A](a.md)\n[A](a.md)\n"), ("book/src/a.md", "")];
        assert_eq!(wrong(&fixture(&twice).1), ["SUMMARY.md:2: a.md stands there twice"]);
    }
}
