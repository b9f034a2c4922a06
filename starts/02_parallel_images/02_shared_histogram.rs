//! The brightness of a photograph.

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
    let bins = Mutex::new([0; BINS]);
    pixels.par_iter().for_each(|&pixel| {
        // TODO: which of these lines needs the lock? While one thread has it, what do the others do?
        let mut bins = bins.lock().unwrap();
        let weight = weigh(pixel);
        bins[bin(pixel)] += weight;
    });
    bins.into_inner().unwrap()
}
