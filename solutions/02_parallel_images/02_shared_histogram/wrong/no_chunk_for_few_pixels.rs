//! "There are more pixels than threads." Nearly always; but three pixels divided by four threads is
//! 0, and `par_chunks(0)` panics. Ask for the smallest photograph that it must cope with: none at
//! all.
//! fails: photographs_of_few_pixels_count_too
//! because: PANICKED

use rayon::prelude::*;

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
    let part = pixels.len() / rayon::current_num_threads();
    let parts = pixels.par_chunks(part).map(|part| {
        let mut bins = [0; BINS];
        for &pixel in part {
            bins[bin(pixel)] += weigh(pixel);
        }
        bins
    });
    parts.reduce(|| [0; BINS], |a, b| std::array::from_fn(|i| a[i] + b[i]))
}
