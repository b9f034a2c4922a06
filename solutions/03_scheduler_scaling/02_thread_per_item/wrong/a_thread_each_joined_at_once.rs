//! "The first line starts the threads, the second one joins them." The iterator is lazy: each
//! thread is started when the second line asks for it, and joined before the next. It is one after
//! the other, and a thread a document.
//! fails: all_cores_have_a_document_at_once, a_free_worker_takes_the_next_document, the_threads_are_started_once
//! because: ONE AFTER ANOTHER
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
    let _ = cores;
    let index = &index;
    thread::scope(|s| {
        // Lazy: each thread is joined before the next one is started.
        let threads = documents.iter().map(|document| s.spawn(move || index(document)));
        threads.map(|thread| thread.join().map_err(|_| Panicked)).collect()
    })
}
