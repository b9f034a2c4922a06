//! "The pool is too small." A pool twice as large stands still as soon as twice as many albums
//! begin at once; and until then it has twice as many threads as cores. Ask how many threads are
//! enough if every one of them may wait.
//! fails: it_ends_with_any_number_of_workers, only_the_pools_threads_work
//! because: DEADLOCK
//! because: TOO MANY THREADS

use rayon::prelude::*;
use std::sync::mpsc;

/// A photograph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Photo(pub u64);

/// An album: its number, and its photographs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Album {
    pub number: usize,
    pub photos: Vec<Photo>,
}

/// Opens each album once with `open`, calls `weigh` once for each of its photographs, and adds up. The sums have the
/// order of the albums.
///
/// Called in a rayon pool, whose threads do all the work: as many albums as it has threads are open at the same instant,
/// never more, and no other thread computes. It ends whatever the number of threads.
pub fn weights<O, W>(albums: &[Album], open: O, weigh: W) -> Vec<u64>
where
    O: Fn(&Album) + Send + Sync,
    W: Fn(Photo) -> u64 + Clone + Send + Sync + 'static,
{
    let larger = rayon::ThreadPoolBuilder::new().num_threads(2 * rayon::current_num_threads()).build().unwrap();
    let weight = |album: &Album| {
        open(album);
        let (sender, receiver) = mpsc::channel();
        for &photo in &album.photos {
            let (sender, weigh) = (sender.clone(), weigh.clone());
            rayon::spawn(move || _ = sender.send(weigh(photo)));
        }
        drop(sender);
        receiver.iter().sum()
    };
    larger.install(|| albums.par_iter().map(weight).collect())
}
