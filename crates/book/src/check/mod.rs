//! What mdBook lets pass: a misspelt anchor, a link to a heading that is gone, minutes that don't add up.

pub mod agendas;
pub mod fences;
pub mod headings;
pub mod includes;
pub mod links;
pub mod markdown;
pub mod practice;
pub mod summary;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::files;

/// The pages of a book.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// The workspace's folder; the pages stand in `book/src`.
    pub root: PathBuf,
    /// Each page's text by its path in `book/src`, with `/` on every system.
    pub pages: BTreeMap<String, String>,
}

impl Book {
    /// Reads the pages of the workspace in `root`.
    ///
    /// # Errors
    /// One can't be read.
    pub fn read(root: &Path) -> anyhow::Result<Self> {
        let mut book = Self { root: root.to_owned(), pages: BTreeMap::new() };
        book.add("", &book.src())?;
        Ok(book)
    }

    fn add(&mut self, prefix: &str, folder: &Path) -> anyhow::Result<()> {
        for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
            if path.is_dir() {
                self.add(&format!("{name}/"), &path)?;
            } else if name.ends_with(".md") {
                self.pages.insert(name, files::read(&path)?);
            }
        }
        Ok(())
    }

    /// The folder of the pages.
    #[must_use]
    pub fn src(&self) -> PathBuf {
        self.root.join("book/src")
    }

    /// The pages without the table of contents.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pages.iter().filter(|(name, _)| *name != "SUMMARY.md").map(|(name, text)| (name.as_str(), text.as_str()))
    }
}

/// Everything that is wrong with the book, a sentence each with the page and the line.
///
/// # Errors
/// A file can't be read.
pub fn all(book: &Book) -> anyhow::Result<Vec<String>> {
    let mut wrong = summary::wrong(book);
    wrong.extend(headings::wrong(book));
    wrong.extend(includes::wrong(book));
    wrong.extend(fences::wrong(book));
    wrong.extend(links::wrong(book));
    wrong.extend(practice::wrong(book)?);
    wrong.extend(agendas::wrong(book)?);
    Ok(wrong)
}

/// `to`, as it stands in `page`, as a path in `book/src` or out of it: `../` is resolved by words, for the page's folder.
#[must_use]
pub fn beside(page: &str, to: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A book for tests: pages, and other files of the workspace.
#[cfg(test)]
pub(crate) fn fixture(files: &[(&str, &str)]) -> (tempfile::TempDir, Book) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        files::place(&folder.path().join(path), text).unwrap();
    }
    let book = Book::read(folder.path()).unwrap();
    (folder, book)
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn paths_are_resolved_by_words() {
        assert_eq!(beside("1-a/index.md", "../b.md"), "b.md");
        assert_eq!(beside("1-a/index.md", "output.md"), "1-a/output.md");
        assert_eq!(beside("1-a/index.md", "../../recorded/x.txt"), "../recorded/x.txt");
        assert_eq!(beside("1-a/index.md", "../../../crates/x.rs"), "../../crates/x.rs");
        assert_eq!(beside("start.md", "./c/d.md"), "c/d.md");
    }
}
