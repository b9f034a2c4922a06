//! "`0..BINS - 1` goes to the last bin." A range ends *before* its end, so the brightest bin is
//! never added; with one part there is nothing to add, and it looks right. The rest is the
//! solution.
//! fails: the_totals_are_exact
//! because: WRONG TOTAL
//! may fail: photographs_of_few_pixels_count_too

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
    let parts = pixels.par_iter().fold(
        || [0; BINS],
        |mut bins, &pixel| {
            bins[bin(pixel)] += weigh(pixel);
            bins
        },
    );
    parts.reduce(
        || [0; BINS],
        |mut a, b| {
            for i in 0..BINS - 1 {
                a[i] += b[i];
            }
            a
        },
    )
}
