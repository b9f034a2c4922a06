//! "Sixteen locks, so sixteen threads don't wait for each other." Only if their pixels are in
//! different bins, and a dark photograph has nearly all in one. How many locks there are is not the
//! question, but what is done under them.
//! fails: all_workers_weigh_at_once
//! because: ONE AFTER ANOTHER

use rayon::prelude::*;
use std::sync::Mutex;

/// From dark to bright: pixels 0 to 15 are in bin 0, 16 to 31 in bin 1, and so on.
pub const BINS: usize = 16;

/// The bin of a grey pixel.
pub fn bin(pixel: u8) -> usize {
    usize::from(pixel) * BINS / 256
}

/// Weighs each pixel once, and adds the weight to the pixel's bin.
///
/// Called in a rayon pool. `weigh` is nearly all the work: as many calls of it as the pool has threads run at the same
/// instant, never more.
pub fn histogram(pixels: &[u8], weigh: impl Fn(u8) -> u64 + Send + Sync) -> [u64; BINS] {
    let bins: [Mutex<u64>; BINS] = Default::default();
    pixels.par_iter().for_each(|&pixel| {
        // Two pixels of one bin still wait for each other, and a dark photograph has nearly all in one.
        let mut bin = bins[bin(pixel)].lock().unwrap();
        let weight = weigh(pixel);
        *bin += weight;
    });
    bins.map(|bin| bin.into_inner().unwrap())
}
