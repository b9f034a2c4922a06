//! The shortcut: one thread is never too many, and it does each document in order. Panics are
//! caught where they should be, but `cores` is not looked at, and all cores but one are idle.
//! fails: all_cores_have_a_document_at_once, a_free_worker_takes_the_next_document
//! because: ONE AFTER ANOTHER
//! because: IDLE PLACES

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

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
    let _ = cores;
    let guarded = |document| catch_unwind(AssertUnwindSafe(|| index(document))).map_err(|_| Panicked);
    documents.iter().map(guarded).collect()
}
