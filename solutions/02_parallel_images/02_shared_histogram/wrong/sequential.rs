//! "The lock was to blame, so away with it." And with the threads that needed it: the totals are
//! exact, and it takes as long as before, when only one of them could weigh. Ask which threads
//! still share something if each has bins of its own.
//! fails: all_workers_weigh_at_once
//! because: ONE AFTER ANOTHER

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
    let mut bins = [0; BINS];
    for &pixel in pixels {
        bins[bin(pixel)] += weigh(pixel);
    }
    bins
}
