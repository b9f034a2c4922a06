//! "A channel keeps the order." The order in which results are sent, and that is the order in which
//! they are done. The rest is right: send each result with its number, and sort at the end.
//! fails: each_document_is_done_once_and_in_order
//! because: OUT OF ORDER
//! may fail: a_panic_costs_only_its_own_result

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
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
    let (done, results) = mpsc::channel();
    thread::scope(|s| {
        for _ in 0..cores {
            let (next, index, done) = (&next, &index, done.clone());
            s.spawn(move || {
                while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let result = catch_unwind(AssertUnwindSafe(|| index(document))).map_err(|_| Panicked);
                    done.send(result).unwrap();
                }
            });
        }
    });
    drop(done);
    results.iter().collect()
}
