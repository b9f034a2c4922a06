//! "The photographs wait because they are at the wrong end of the queue." In whatever order they
//! stand, no thread is left to take them: each has an album and sleeps in `receiver.iter()`. Ask
//! who runs the first of them in a pool of one.
//! fails: it_ends_with_any_number_of_workers
//! because: DEADLOCK

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
    let weight = |album: &Album| {
        open(album);
        let (sender, receiver) = mpsc::channel();
        for &photo in &album.photos {
            let (sender, weigh) = (sender.clone(), weigh.clone());
            rayon::spawn_fifo(move || _ = sender.send(weigh(photo)));
        }
        drop(sender);
        receiver.iter().sum()
    };
    albums.par_iter().map(weight).collect()
}
