//! "A deadlock comes of several albums at once, so one at a time." A single thread with a single
//! album stands still as well: it waits for tasks that only it could run. With more threads one
//! album is open at a time, and who takes another one sleeps at the lock in place of working.
//! fails: it_ends_with_any_number_of_workers, every_worker_has_an_album
//! because: DEADLOCK
//! because: ONE AFTER ANOTHER

use rayon::prelude::*;
use std::sync::{Mutex, mpsc};

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
    let one_at_a_time = Mutex::new(());
    let weight = |album: &Album| {
        let _one = one_at_a_time.lock().unwrap();
        open(album);
        let (sender, receiver) = mpsc::channel();
        for &photo in &album.photos {
            let (sender, weigh) = (sender.clone(), weigh.clone());
            rayon::spawn(move || _ = sender.send(weigh(photo)));
        }
        drop(sender);
        receiver.iter().sum()
    };
    albums.par_iter().map(weight).collect()
}
