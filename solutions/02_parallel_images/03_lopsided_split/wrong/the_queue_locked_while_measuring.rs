//! "The lock is free again once `next()` has returned." The guard in the head of a `while let`
//! lives to the end of its body, and so one worker measures while the others wait for the queue.
//! Take the photograph in a `let` of its own.
//! fails: nothing_waits_behind_the_heavy_photo, all_workers_work_and_never_more
//! because: LEFT BEHIND

use std::sync::Mutex;
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
    let queue = Mutex::new(photos.iter().enumerate());
    let work = || {
        let mut mine = Vec::new();
        // The guard lives as long as the body of this `while let`.
        while let Some((index, photo)) = queue.lock().unwrap().next() {
            mine.push((index, measure(photo)));
        }
        mine
    };
    let mut results: Vec<_> = thread::scope(|s| {
        let workers: Vec<_> = (0..rayon::current_num_threads()).map(|_| s.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    results.sort();
    results.into_iter().map(|(_, result)| result).collect()
}
