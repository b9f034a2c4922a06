//! The brightness of a photograph.

use std::thread;

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
    let part = pixels.len().div_ceil(rayon::current_num_threads()).max(1);
    let weigh_part = |part: &[u8]| {
        let mut bins = [0; BINS];
        for &pixel in part {
            bins[bin(pixel)] += weigh(pixel);
        }
        bins
    };
    let mut total = [0; BINS];
    thread::scope(|s| {
        let weigh_part = &weigh_part;
        let workers: Vec<_> = pixels.chunks(part).map(|part| s.spawn(move || weigh_part(part))).collect();
        for worker in workers {
            for (sum, bin) in total.iter_mut().zip(worker.join().unwrap()) {
                *sum += bin;
            }
        }
    });
    total
}
