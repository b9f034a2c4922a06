//! "rayon steals work, so nothing can be left behind." It steals shares that nobody has begun. A
//! share that has been begun is worked off by its thread, one photograph after the other:
//! `with_max_len(1)` lets no share be larger than one.
//! fails: nothing_waits_behind_the_heavy_photo
//! because: LEFT BEHIND

use rayon::prelude::*;

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
    photos.par_iter().map(measure).collect()
}
