//! "The largest file is the heavy one, so it gets a worker for itself." It is a guess, and one for
//! a single photograph: ask what happens if there are two, or if the heavy one's file is small, as
//! here.
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
    // The largest file gets a worker of its own; the others are dealt in shares.
    let Some(largest) = (0..photos.len()).max_by_key(|&i| photos[i].file_size) else { return Vec::new() };
    let (before, after) = (&photos[..largest], &photos[largest + 1..]);
    let share = photos.len().div_ceil(rayon::current_num_threads());
    let measure_all = |photos: &[Photo]| {
        photos.par_chunks(share).flat_map_iter(|share| share.iter().map(&measure)).collect::<Vec<_>>()
    };
    let (large, (mut results, after)) =
        rayon::join(|| measure(&photos[largest]), || rayon::join(|| measure_all(before), || measure_all(after)));
    results.push(large);
    results.extend(after);
    results
}
