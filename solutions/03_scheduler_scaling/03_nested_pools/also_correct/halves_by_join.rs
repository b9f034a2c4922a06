//! The sizes of albums.

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
        halves(&album.photos, &weigh)
    };
    albums.par_iter().map(weight).collect()
}

/// Each half may be taken by another thread; the one that waits runs what is there.
fn halves(photos: &[Photo], weigh: &(impl Fn(Photo) -> u64 + Send + Sync)) -> u64 {
    match photos {
        [] => 0,
        [photo] => weigh(*photo),
        _ => {
            let (left, right) = photos.split_at(photos.len() / 2);
            let (left, right) = rayon::join(|| halves(left, weigh), || halves(right, weigh));
            left + right
        }
    }
}
