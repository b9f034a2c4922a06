//! "Futures make it concurrent, and concurrent is faster." A future runs on the thread that polls
//! it, and these have nothing to wait for: the first poll computes the whole image. Nothing waits
//! in this exercise, so `async` has nothing to gain.
//! fails: all_workers_have_an_image_at_once, results_keep_the_order
//! because: ONE AFTER ANOTHER

use std::task::{Context, Poll, Waker};

/// A grey image: `width * height` pixels, row after row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

/// The image has more or fewer pixels than it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadImage;

/// Half as wide and half as high: each pixel is the mean of four.
pub fn halved(image: &Image) -> Result<Image, BadImage> {
    if image.pixels.len() != image.width * image.height {
        return Err(BadImage);
    }
    let at = |x, y| u32::from(image.pixels[y * image.width + x]);
    let (width, height) = (image.width / 2, image.height / 2);
    let mut pixels = Vec::with_capacity(width * height);
    for y in (0..height).map(|y| 2 * y) {
        for x in (0..width).map(|x| 2 * x) {
            pixels.push(((at(x, y) + at(x + 1, y) + at(x, y + 1) + at(x + 1, y + 1)) / 4) as u8);
        }
    }
    Ok(Image { width, height, pixels })
}

/// Calls `make` once for each image; the results have the order of the images.
///
/// Called in a rayon pool. As many images as the pool has threads are worked on at the same instant, never more. A bad
/// image costs its own result and no other.
pub fn thumbnails<F>(images: &[Image], make: F) -> Vec<Result<Image, BadImage>>
where
    F: Fn(&Image) -> Result<Image, BadImage> + Send + Sync,
{
    // Concurrent in form: each image is a future. All run on the thread that polls them.
    let mut tasks: Vec<_> = images.iter().map(|image| Box::pin(async { make(image) })).collect();
    let mut context = Context::from_waker(Waker::noop());
    let mut results = Vec::new();
    for task in &mut tasks {
        if let Poll::Ready(result) = task.as_mut().poll(&mut context) {
            results.push(result);
        }
    }
    results
}
