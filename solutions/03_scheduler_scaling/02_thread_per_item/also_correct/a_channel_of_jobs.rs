//! A search index of many documents.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, mpsc};
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
    let (jobs, queue) = mpsc::channel();
    documents.iter().enumerate().for_each(|job| jobs.send(job).unwrap());
    drop(jobs);
    let queue = Mutex::new(queue);
    let (done, results) = mpsc::channel();
    thread::scope(|s| {
        for _ in 0..cores {
            let (queue, index, done) = (&queue, &index, done.clone());
            s.spawn(move || {
                loop {
                    // The guard is dropped at the end of this line.
                    let Ok((number, document)) = queue.lock().unwrap().recv() else { break };
                    let result = catch_unwind(AssertUnwindSafe(|| index(document))).map_err(|_| Panicked);
                    done.send((number, result)).unwrap();
                }
            });
        }
    });
    drop(done);
    let mut results: Vec<_> = results.iter().collect();
    results.sort_by_key(|(number, _)| *number);
    results.into_iter().map(|(_, result)| result).collect()
}
