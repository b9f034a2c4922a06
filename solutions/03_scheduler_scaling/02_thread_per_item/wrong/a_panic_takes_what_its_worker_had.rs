//! "`join` says that there was a panic, and `unwrap_or_default` deals with it." By then the worker
//! has ended, and the list of all that it had done is lost with it. Ask after how many panics no
//! worker is left.
//! fails: a_panic_costs_only_its_own_result
//! because: LOST

use std::collections::HashSet;
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
            mine.push((number, Ok(index(document))));
        }
    };
    let mut results: Vec<_> = thread::scope(|s| {
        let workers: Vec<_> = (0..cores).map(|_| s.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    });
    let mut in_order = vec![Err(Panicked); documents.len()];
    results.drain(..).for_each(|(number, result)| in_order[number] = result);
    in_order
}
