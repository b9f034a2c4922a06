//! "There is a pool now, and a large one leaves no core idle." More threads than cores help where
//! threads wait, for a disk or a network. These compute: on two cores 198 of 200 wait for a core,
//! each with its stack and its document.
//! fails: never_more_documents_at_once_than_cores, the_threads_are_started_once
//! because: TOO MANY AT ONCE
//! because: TOO MANY THREADS

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
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
    let next = AtomicUsize::new(0);
    let work = || {
        let mut mine = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(document) = documents.get(number) else { break mine };
            mine.push((number, catch_unwind(AssertUnwindSafe(|| index(document))).map_err(|_| Panicked)));
        }
    };
    let mut results: Vec<_> = thread::scope(|s| {
        let workers: Vec<_> = (0..100 * cores).map(|_| s.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    results.sort_by_key(|(number, _)| *number);
    results.into_iter().map(|(_, result)| result).collect()
}
