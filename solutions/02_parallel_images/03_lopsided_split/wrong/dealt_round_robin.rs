//! "Dealt like cards, everybody has some of each kind." That helps if the heavy ones stand side by
//! side. With a single one, its share still waits behind it: ask who may take photographs from that
//! share while its worker is busy.
//! fails: nothing_waits_behind_the_heavy_photo
//! because: LEFT BEHIND

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
    let workers = rayon::current_num_threads();
    let mut results: Vec<(usize, u64)> = thread::scope(|s| {
        let measure = &measure;
        let share = |worker| photos.iter().enumerate().skip(worker).step_by(workers);
        let workers: Vec<_> = (0..workers)
            .map(|worker| s.spawn(move || share(worker).map(|(i, photo)| (i, measure(photo))).collect::<Vec<_>>()))
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    results.sort();
    results.into_iter().map(|(_, result)| result).collect()
}
