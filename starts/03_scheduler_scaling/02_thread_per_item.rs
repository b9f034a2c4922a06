//! A search index of many documents.

use std::collections::HashSet;
use std::thread;

/// A document that somebody has sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub number: usize,
    pub text: String,
}

/// The call for this document panicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panicked;

/// How many different words a document has.
pub fn distinct_words(document: &Document) -> usize {
    let words = document.text.split_whitespace();
    words.map(str::to_lowercase).collect::<HashSet<_>>().len()
}

/// Calls `index` once for each document; the results have the order of the documents.
///
/// `cores` threads do it, which are started once: all of them have a document as long as there are enough, and no
/// document ever has a thread of its own. A call that panics costs its own result and no other.
pub fn index_all<F>(documents: &[Document], cores: usize, index: F) -> Vec<Result<usize, Panicked>>
where
    F: Fn(&Document) -> usize + Send + Sync,
{
    // TODO: 10,000 documents are 10,000 threads. How many of them can compute at the same instant?
    let _ = cores;
    let index = &index;
    thread::scope(|s| {
        let threads: Vec<_> = documents.iter().map(|document| s.spawn(move || index(document))).collect();
        threads.into_iter().map(|thread| thread.join().map_err(|_| Panicked)).collect()
    })
}
