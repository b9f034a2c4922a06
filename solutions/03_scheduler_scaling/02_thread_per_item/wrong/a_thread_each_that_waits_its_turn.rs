//! "Only `cores` of them work at once, and that is what counts." True, and the places come back
//! even after a panic; but 10,000 threads are started all the same, each with a stack, to wait for
//! one. Ask why there are more threads than places.
//! fails: the_threads_are_started_once
//! because: A THREAD A DOCUMENT

use std::collections::HashSet;
use std::sync::{Condvar, Mutex};
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
    // So many may still begin.
    let (places, freed) = (Mutex::new(cores), Condvar::new());
    let turn = |document| {
        let mut free = freed.wait_while(places.lock().unwrap(), |free| *free == 0).unwrap();
        *free -= 1;
        drop(free);
        let place = Place(&places, &freed);
        let result = index(document);
        drop(place);
        result
    };
    let turn = &turn;
    thread::scope(|s| {
        let threads: Vec<_> = documents.iter().map(|document| s.spawn(move || turn(document))).collect();
        threads.into_iter().map(|thread| thread.join().map_err(|_| Panicked)).collect()
    })
}

/// Given back also by a panic.
struct Place<'a>(&'a Mutex<usize>, &'a Condvar);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        *self.0.lock().unwrap() += 1;
        self.1.notify_one();
    }
}
