//! "Two halves on two threads: that is parallel." On two cores it is; of four workers two stay
//! idle, and of eight, six. `rayon::join` is the right tool if each half is split again, and
//! `par_iter` does just that.
//! fails: all_workers_have_an_image_at_once
//! because: IDLE WORKERS

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
    let (left, right) = images.split_at(images.len() / 2);
    let half = |images: &[Image]| images.iter().map(&make).collect::<Vec<_>>();
    let (mut left, right) = rayon::join(|| half(left), || half(right));
    left.extend(right);
    left
}
