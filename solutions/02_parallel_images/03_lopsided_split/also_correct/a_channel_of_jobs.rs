//! Which photographs are out of focus?

use std::sync::{Mutex, mpsc};
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
    let (jobs, queue) = mpsc::channel();
    let queue = Mutex::new(queue);
    let (results, done) = mpsc::channel();
    thread::scope(|s| {
        for _ in 0..rayon::current_num_threads() {
            let (queue, measure, results) = (&queue, &measure, results.clone());
            s.spawn(move || {
                loop {
                    // The lock is released at the semicolon, before the work.
                    let job = queue.lock().unwrap().recv();
                    let Ok((index, photo)) = job else { break };
                    results.send((index, measure(photo))).unwrap();
                }
            });
        }
        photos.iter().enumerate().for_each(|job| jobs.send(job).unwrap());
        drop((jobs, results));
    });
    let mut results: Vec<(usize, u64)> = done.iter().collect();
    results.sort();
    results.into_iter().map(|(_, result)| result).collect()
}
