//! How many images are worked on at the same instant? A gate inside the work holds each thread that comes, until all
//! workers are there, or until it is certain that nobody else will come: all other threads sleep.

use gates::{Gate, Tally, draw, watched};
use one_core::{BadImage, Image, halved, thumbnails};
use rayon::ThreadPoolBuilder;

/// Images of random pixels, all of different sizes; the number of images is drawn too.
fn images() -> Vec<Image> {
    let image = |number: usize| {
        let (width, height) = (2 * number + 2, 8);
        Image { width, height, pixels: (0..width * height).map(|_| draw(0..=255) as u8).collect() }
    };
    (0..draw(17..=40) as usize).map(image).collect()
}

/// Your function, in a pool with so many threads.
fn in_a_pool_of<F>(workers: usize, images: &[Image], make: F) -> Vec<Result<Image, BadImage>>
where
    F: Fn(&Image) -> Result<Image, BadImage> + Send + Sync + 'static,
{
    let images = images.to_vec();
    watched(move || {
        let pool = ThreadPoolBuilder::new().num_threads(workers).build().unwrap();
        pool.install(|| thumbnails(&images, make))
    })
}

/// The most images that were worked on at the same instant.
fn most_at_once(workers: usize) -> usize {
    let gate = Gate::opens_when_quiet(workers);
    in_a_pool_of(workers, &images(), move |image| {
        gate.pass();
        halved(image)
    });
    gate.most_inside()
}

#[test]
fn all_workers_have_an_image_at_once() {
    for workers in [2, 4] {
        let most = most_at_once(workers);
        assert!(
            most > 1,
            "ONE AFTER ANOTHER: the pool has {workers} threads, and never more than one\n\
             had an image. While it worked, all the others slept."
        );
        assert!(
            most >= workers,
            "IDLE WORKERS: the pool has {workers} threads, and never more than {most} had\n\
             an image at the same instant."
        );
    }
}

#[test]
fn never_more_images_at_once_than_workers() {
    for workers in [2, 4] {
        let most = most_at_once(workers);
        assert!(
            most <= workers,
            "TOO MANY AT ONCE: {most} images were worked on at the same instant, in a pool\n\
             of {workers} threads. More threads than cores compute nothing sooner, and each\n\
             holds its image in memory."
        );
    }
}

#[test]
fn results_keep_the_order() {
    let images = images();
    let (calls, others, overtaken) = (Tally::new(), Tally::new(), Tally::new());
    let results = in_a_pool_of(2, &images, move |image| {
        calls.one_more();
        // The first image takes longer than three others, if another worker is there to make those.
        if image.width > 2 {
            others.one_more();
        } else if others.wait_for(3) {
            overtaken.one_more();
        }
        halved(image)
    });
    let (all, calls, results_there) = (images.len(), calls.count(), results.len());
    assert!(calls == all, "LOST OR DONE TWICE: {all} images, and make was called {calls} times.");
    assert!(results_there == all, "LOST: {all} images, and {results_there} results.");
    assert!(
        overtaken.count() == 1,
        "ONE AFTER ANOTHER: the first image takes long, and nobody made three others in\n\
         the meantime."
    );
    for (number, (image, result)) in images.iter().zip(&results).enumerate() {
        assert!(
            *result == halved(image),
            "OUT OF ORDER: result {number} does not belong to image {number}. The first image\n\
             took longest; do the results stand in the order in which they were done?"
        );
    }
}

#[test]
fn a_bad_image_costs_only_its_own_result() {
    let mut images = images();
    let bad = draw(0..=images.len() as u64 - 1) as usize;
    images[bad].pixels.pop();
    let results = in_a_pool_of(4, &images, halved);
    let (all, there) = (images.len(), results.len());
    assert!(
        there == all,
        "LOST: {all} images, of which image {bad} is bad, and {there} results.\n\
         Each image has one; this one's is an error."
    );
    for (number, (image, result)) in images.iter().zip(&results).enumerate() {
        assert!(*result == halved(image), "LOST: image {bad} is bad, and result {number} is not what it should be.");
    }
}

#[test]
fn no_images_no_results() {
    let results = in_a_pool_of(2, &[], halved);
    assert!(results.is_empty(), "TOO MANY: no image, and results: {results:?}");
}
