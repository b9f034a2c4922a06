//! "The queue is locked only while `next()` takes a document." The guard in the head of a
//! `while let` lives to the end of its body, so the others wait until this document is done. Ask
//! when the guard is dropped; a `let` of its own ends it sooner.
//! fails: all_cores_have_a_document_at_once, a_free_worker_takes_the_next_document
//! because: ONE AFTER ANOTHER
//! because: IDLE PLACES

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
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
    let mut results = vec![Err(Panicked); documents.len()];
    let queue = Mutex::new(documents.iter().zip(&mut results));
    thread::scope(|s| {
        for _ in 0..cores {
            s.spawn(|| {
                // The guard lives as long as the body of this `while let`.
                while let Some((document, result)) = queue.lock().unwrap().next() {
                    *result = catch_unwind(AssertUnwindSafe(|| index(document))).map_err(|_| Panicked);
                }
            });
        }
    });
    results
}
