//! "Never more than `cores` at a time, so the threads fit the machine." But each wave waits for its
//! slowest document, and then starts new threads: in the end a thread a document, as before. Ask
//! what the first to be done could do.
//! fails: a_free_worker_takes_the_next_document, the_threads_are_started_once
//! because: IDLE PLACES
//! because: A THREAD A DOCUMENT

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
    let mut results = Vec::new();
    for wave in documents.chunks(cores) {
        thread::scope(|s| {
            let index = &index;
            let threads: Vec<_> = wave.iter().map(|document| s.spawn(move || index(document))).collect();
            results.extend(threads.into_iter().map(|thread| thread.join().map_err(|_| Panicked)));
        });
    }
    results
}
