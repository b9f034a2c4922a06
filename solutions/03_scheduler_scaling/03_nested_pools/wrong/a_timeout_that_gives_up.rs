//! The shortcut: no wait without an end, so no deadlock. But what has not come in time is left out
//! of the sum, without a word. In a pool of one the photographs can't come at all: the thread that
//! waits is the one that would weigh them.
//! fails: the_sums_are_whole
//! because: WRONG SUM

use rayon::prelude::*;
use std::sync::mpsc;
use std::time::Duration;

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
            rayon::spawn(move || _ = sender.send(weigh(photo)));
        }
        drop(sender);
        let weights = (0..album.photos.len()).map_while(|_| receiver.recv_timeout(Duration::from_millis(5)).ok());
        weights.sum()
    };
    albums.par_iter().map(weight).collect()
}
