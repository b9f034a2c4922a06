//! "The finer the parts, the more parallel." The weighing is outside the lock, as it should be. But
//! a photograph has millions of pixels: starting a thread costs more than to weigh one, and no more
//! run at once than there are cores.
//! fails: never_more_at_once_than_workers
//! because: TOO MANY AT ONCE

use std::sync::Mutex;
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
    let bins = Mutex::new([0; BINS]);
    thread::scope(|s| {
        for &pixel in pixels {
            let (bins, weigh) = (&bins, &weigh);
            s.spawn(move || {
                let weight = weigh(pixel);
                bins.lock().unwrap()[bin(pixel)] += weight;
            });
        }
    });
    bins.into_inner().unwrap()
}
