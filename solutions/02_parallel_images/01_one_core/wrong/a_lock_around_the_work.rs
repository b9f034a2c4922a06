//! "Several threads are at it, so there has to be a lock." All workers have images now, and one of
//! them may work. Ask what two calls of `make` share: nothing, so there is nothing to lock.
//! fails: all_workers_have_an_image_at_once, results_keep_the_order
//! because: ONE AFTER ANOTHER

use std::sync::Mutex;

use rayon::prelude::*;

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
    let one_at_a_time = Mutex::new(());
    images
        .par_iter()
        .map(|image| {
            let _guard = one_at_a_time.lock().unwrap();
            make(image)
        })
        .collect()
}
