//! One photograph takes as long as it takes to measure all others: its call of `measure` returns once those are done. So it
//! is never too slow for this test, and never too fast. If all other threads sleep and some are still not measured,
//! they stand behind it.

use gates::{Gate, Tally, draw, watched};
use lopsided_split::{Photo, sharpness, sharpness_of_all};
use rayon::ThreadPoolBuilder;

/// So many photographs of random pixels. Their file sizes say nothing.
fn photos(n: usize) -> Vec<Photo> {
    let pixels = || (0..64).map(|_| draw(0..=255) as u8).collect();
    (0..n).map(|number| Photo { number, file_size: draw(1_000..=9_999_999), pixels: pixels() }).collect()
}

/// Your function, in a pool with so many threads.
fn in_a_pool_of(workers: usize, photos: &[Photo], measure: impl Fn(&Photo) -> u64 + Send + Sync + 'static) -> Vec<u64> {
    let photos = photos.to_vec();
    watched(move || {
        let pool = ThreadPoolBuilder::new().num_threads(workers).build().unwrap();
        pool.install(|| sharpness_of_all(&photos, measure))
    })
}

#[test]
fn nothing_waits_behind_the_heavy_photo() {
    for workers in [2, 4] {
        let photos = photos(16 * workers);
        let others = photos.len() - 1;
        for heavy in 0..photos.len() {
            let (done, left_behind) = (Tally::new(), Tally::new());
            in_a_pool_of(workers, &photos, move |photo| {
                let sharpness = sharpness(photo);
                if photo.number != heavy {
                    done.one_more();
                } else if !done.wait_for(others) {
                    (done.count()..others).for_each(|_| left_behind.one_more());
                }
                sharpness
            });
            let left_behind = left_behind.count();
            assert!(
                left_behind == 0,
                "LEFT BEHIND: photo {heavy} of {} takes long. While one of {workers} workers had it,\n\
                 the rest had nothing to do, and yet {left_behind} photos waited behind it.",
                photos.len()
            );
        }
    }
}

#[test]
fn all_workers_work_and_never_more() {
    for workers in [2, 4] {
        let gate = Gate::opens_when_quiet(workers);
        in_a_pool_of(workers, &photos(10 * workers), move |photo| {
            gate.pass();
            sharpness(photo)
        });
        let most = gate.most_inside();
        assert!(
            most >= workers,
            "IDLE WORKERS: the pool has {workers} threads, and never more than {most} had a\n\
             photo at the same instant."
        );
        assert!(
            most <= workers,
            "TOO MANY AT ONCE: {most} photos were measured at the same instant, in a pool of\n\
             {workers} threads."
        );
    }
}

#[test]
fn results_keep_the_order() {
    let photos = photos(draw(17..=40) as usize);
    let (calls, others) = (Tally::new(), Tally::new());
    let results = in_a_pool_of(2, &photos, move |photo| {
        calls.one_more();
        // The first photo takes longer than three others, if another worker is there to measure those.
        if photo.number > 0 {
            others.one_more();
        } else {
            _ = others.wait_for(3);
        }
        sharpness(photo)
    });
    let (all, calls) = (photos.len(), calls.count());
    assert!(calls == all, "LOST OR DONE TWICE: {all} photos, and measure was called {calls} times.");
    let expected: Vec<_> = photos.iter().map(sharpness).collect();
    let there = results.len();
    assert!(there == all, "LOST: {all} photos, and {there} results.");
    let wrong = (0..all).filter(|&number| results[number] != expected[number]).count();
    assert!(
        wrong == 0,
        "OUT OF ORDER: {wrong} of {all} results do not belong to their photos. The first one\n\
         took longest; do they stand in the order in which they were done?"
    );
}

#[test]
fn no_photos_no_results() {
    let results = in_a_pool_of(2, &[], sharpness);
    assert!(results.is_empty(), "TOO MANY: no photo, and results: {results:?}");
}
