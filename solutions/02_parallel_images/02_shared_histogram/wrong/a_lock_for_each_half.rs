//! "Two locks in place of one, so half the waiting." Then two threads weigh at once, however many
//! the pool has. The weighing is still under a lock; ask whether it needs one.
//! fails: all_workers_weigh_at_once
//! because: IDLE WORKERS

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
    let halves = [Mutex::new([0; BINS]), Mutex::new([0; BINS])];
    pixels.par_iter().enumerate().for_each(|(number, &pixel)| {
        let mut bins = halves[2 * number / pixels.len()].lock().unwrap();
        let weight = weigh(pixel);
        bins[bin(pixel)] += weight;
    });
    let [a, b] = halves.map(|bins| bins.into_inner().unwrap());
    std::array::from_fn(|i| a[i] + b[i])
}
