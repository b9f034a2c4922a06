//! "The photographs are parallel, so the albums needn't be." It ends, but an album of three
//! photographs keeps three threads busy at most, and only one album is open. The inner `par_iter`
//! is right, and an outer one may stand around it: whoever waits in rayon works.
//! fails: every_worker_has_an_album
//! because: ONE AFTER ANOTHER

use rayon::prelude::*;

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
        album.photos.par_iter().map(|&photo| weigh(photo)).sum()
    };
    albums.iter().map(weight).collect()
}
