//! How many threads weigh a pixel at the same instant? A gate inside `weigh` holds each thread that comes, until all
//! workers are there, or until it is certain that nobody else will come: all other threads sleep.

use gates::{Gate, HighWater, Replies, draw, watched};
use rayon::ThreadPoolBuilder;
use shared_histogram::{BINS, histogram};

/// Your function, in a pool with so many threads.
fn in_a_pool_of(workers: usize, pixels: &[u8], weigh: impl Fn(u8) -> u64 + Send + Sync + 'static) -> [u64; BINS] {
    let pixels = pixels.to_vec();
    watched(move || {
        let pool = ThreadPoolBuilder::new().num_threads(workers).build().unwrap();
        pool.install(|| histogram(&pixels, weigh))
    })
}

/// The most calls of `weigh` at the same instant. The photograph is black: all of it is in one bin.
fn most_at_once(workers: usize) -> usize {
    let gate = Gate::opens_when_quiet(workers);
    in_a_pool_of(workers, &[0; 64], move |_| {
        gate.pass();
        1
    });
    gate.most_inside()
}

/// What each pixel weighs in this run.
fn weights() -> impl Fn(u8) -> u64 + Clone + Send + Sync {
    let replies = Replies::new();
    move |pixel| replies.to(pixel.into()) % 1_000_000
}

/// One pixel after the other.
fn expected(pixels: &[u8], weigh: impl Fn(u8) -> u64) -> [u64; BINS] {
    let mut bins = [0; BINS];
    pixels.iter().for_each(|&pixel| bins[usize::from(pixel / 16)] += weigh(pixel));
    bins
}

#[test]
fn all_workers_weigh_at_once() {
    for workers in [2, 4] {
        let most = most_at_once(workers);
        assert!(
            most > 1,
            "ONE AFTER ANOTHER: the pool has {workers} threads, and never more than one\n\
             was weighing a pixel. While it did, all the others slept."
        );
        assert!(
            most >= workers,
            "IDLE WORKERS: the pool has {workers} threads, and never more than {most} were\n\
             weighing a pixel at the same instant."
        );
    }
}

#[test]
fn never_more_at_once_than_workers() {
    for workers in [2, 4] {
        let most = most_at_once(workers);
        assert!(
            most <= workers,
            "TOO MANY AT ONCE: {most} pixels were weighed at the same instant, in a pool of\n\
             {workers} threads."
        );
    }
}

#[test]
fn the_totals_are_exact() {
    let mut pixels: Vec<u8> = (0..=255).chain((0..draw(500..=999)).map(|_| draw(0..=255) as u8)).collect();
    let start = draw(0..=pixels.len() as u64 - 1) as usize;
    pixels.rotate_left(start);
    let (weigh, calls) = (weights(), HighWater::new());
    let counted = weigh.clone();
    let bins = in_a_pool_of(4, &pixels, move |pixel| {
        let _call = calls.enter();
        counted(pixel)
    });
    let (all, weighed) = (pixels.len(), calls.entered());
    assert!(
        weighed == all,
        "LOST OR COUNTED TWICE: {all} pixels, and {weighed} calls of weigh.\n\
         Each pixel is to be weighed once."
    );
    let expected = expected(&pixels, weigh);
    for (number, (bin, expected)) in bins.iter().zip(expected).enumerate() {
        assert!(
            *bin == expected,
            "WRONG TOTAL: bin {number} of {BINS}, of a photograph with {all} pixels, has\n\
             {bin} in place of {expected}."
        );
    }
}

#[test]
fn photographs_of_few_pixels_count_too() {
    let weigh = weights();
    for number in 0..=9 {
        let pixels: Vec<u8> = (0..number).map(|_| draw(0..=255) as u8).collect();
        let bins = in_a_pool_of(4, &pixels, weigh.clone());
        let (total, right) = (bins.iter().sum::<u64>(), expected(&pixels, &weigh));
        assert!(
            bins == right,
            "WRONG TOTAL: the photograph has {number} pixels, the pool 4 threads, and the bins\n\
             are not what they should be. In all they have {total} in place of {}.",
            right.iter().sum::<u64>()
        );
    }
}
