//! "Locking is expensive, so lock less often." It is a cost, but not this one: under the lock eight
//! pixels are weighed now, and nobody else weighs any. Ask what the others do in the meantime.
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
    let bins = Mutex::new([0; BINS]);
    // Fewer lockings, and still one chunk after the other.
    pixels.par_chunks(8).for_each(|chunk| {
        let mut bins = bins.lock().unwrap();
        for &pixel in chunk {
            bins[bin(pixel)] += weigh(pixel);
        }
    });
    bins.into_inner().unwrap()
}
