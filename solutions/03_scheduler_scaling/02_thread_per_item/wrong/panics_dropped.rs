//! "A document that panicked has nothing to show." It has `Err(Panicked)`. Without it, all later
//! results move up by one, and nobody knows which documents are missing.
//! fails: a_panic_costs_only_its_own_result
//! because: LOST

use rayon::prelude::*;
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
    let pool = rayon::ThreadPoolBuilder::new().num_threads(cores).build().unwrap();
    let guarded = |document| catch_unwind(AssertUnwindSafe(|| index(document))).map(Ok).ok();
    pool.install(|| documents.par_iter().filter_map(guarded).collect())
}
