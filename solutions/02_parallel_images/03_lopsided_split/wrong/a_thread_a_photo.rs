//! "With a thread each, no photograph stands behind another one." True, and too many threads stand
//! beside each other, all with a photograph in memory. As many as the pool has are enough if each
//! takes the next one when it is free.
//! fails: all_workers_work_and_never_more
//! because: TOO MANY AT ONCE

use std::thread;

/// A grey photograph, and the size of the file that it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    pub number: usize,
    pub file_size: u64,
    pub pixels: Vec<u8>,
}

/// The mean square of the steps from pixel to pixel: small where it is out of focus.
pub fn sharpness(photo: &Photo) -> u64 {
    let steps = photo.pixels.windows(2).map(|pair| u64::from(pair[0].abs_diff(pair[1])).pow(2));
    steps.sum::<u64>() / photo.pixels.len().max(2) as u64
}

/// Calls `measure` once for each photograph; the results have the order of the photographs.
///
/// Called in a rayon pool; as many threads work as it has, never more. None is idle while a photograph waits.
pub fn sharpness_of_all(photos: &[Photo], measure: impl Fn(&Photo) -> u64 + Send + Sync) -> Vec<u64> {
    thread::scope(|s| {
        let measure = &measure;
        let workers: Vec<_> = photos.iter().map(|photo| s.spawn(move || measure(photo))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    })
}
