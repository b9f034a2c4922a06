//! "A `RwLock` lets several in at once." It lets several *readers* in, and here everybody takes it
//! to write. Ask what differs from the `Mutex` before.
//! fails: all_workers_weigh_at_once
//! because: ONE AFTER ANOTHER

use rayon::prelude::*;
use std::sync::RwLock;

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
    let bins = RwLock::new([0; BINS]);
    pixels.par_iter().for_each(|&pixel| {
        let mut bins = bins.write().unwrap();
        let weight = weigh(pixel);
        bins[bin(pixel)] += weight;
    });
    bins.into_inner().unwrap()
}
