//! "A larger file takes longer, so equal sizes are equal work." The panorama's file is small.
//! However good the guess, a share that is dealt beforehand can't be handed on when it was wrong.
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
    // The largest files first, each to the share that is the smallest so far.
    let mut by_size: Vec<_> = photos.iter().enumerate().collect();
    by_size.sort_by_key(|(_, photo)| std::cmp::Reverse(photo.file_size));
    let mut shares = vec![(0, Vec::new()); rayon::current_num_threads()];
    for (index, photo) in by_size {
        let share = shares.iter_mut().min_by_key(|(size, _)| *size).unwrap();
        share.0 += photo.file_size;
        share.1.push((index, photo));
    }
    let mut results: Vec<(usize, u64)> = thread::scope(|s| {
        let measure = &measure;
        let workers: Vec<_> = shares
            .into_iter()
            .map(|(_, share)| {
                s.spawn(move || share.into_iter().map(|(i, photo)| (i, measure(photo))).collect::<Vec<_>>())
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    results.sort();
    results.into_iter().map(|(_, result)| result).collect()
}
