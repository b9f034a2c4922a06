//! "Handed out one by one, they come back one by one." They come as they are done, and the first
//! may come last. The work is split as it should be: `map` and `collect` in place of `for_each` and
//! `push`.
//! fails: results_keep_the_order
//! because: OUT OF ORDER

use rayon::prelude::*;
use std::sync::Mutex;

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
    let results = Mutex::new(Vec::new());
    photos.par_iter().with_max_len(1).for_each(|photo| {
        let result = measure(photo);
        results.lock().unwrap().push(result);
    });
    results.into_inner().unwrap()
}
