//! "There are only 256 values, so 256 calls are enough." A good thought for a pure function; here
//! each pixel is to be weighed once, and a caller may count on that. It also does all on one
//! thread: fewer calls, none of them parallel.
//! fails: all_workers_weigh_at_once, the_totals_are_exact
//! because: weighed once

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
    // Only 256 values are possible, so it looks as if 256 calls would do.
    let weights: Vec<u64> = (0..=255).map(weigh).collect();
    let mut bins = [0; BINS];
    for &pixel in pixels {
        bins[bin(pixel)] += weights[usize::from(pixel)];
    }
    bins
}
