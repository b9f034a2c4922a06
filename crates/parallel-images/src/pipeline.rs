//! What a picture goes through: decode, resize, sharpen, encode. Nothing here knows of threads.

use fast_image_resize::images::TypedImage;
use fast_image_resize::pixels::U8x3;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::RgbImage;
use jpeg_encoder::{ColorType, Encoder};

use crate::Problem;
use crate::decode::decode;

const QUALITY: u8 = 85;

/// A small JPEG of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thumbnail {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The JPEG.
    pub jpeg: Vec<u8>,
}

/// All of it: a thumbnail for each of `widths` that the picture is wide enough for, and one as wide as the picture
/// where it is for none. Nothing is enlarged.
///
/// # Errors
/// `bytes` is no picture that is taken.
// ANCHOR: thumbnails
pub fn thumbnails(bytes: &[u8], widths: &[u32]) -> Result<Vec<Thumbnail>, Problem> {
    let mut picture = decode(bytes)?;
    let own = picture.pixels.width();
    let mut widths = widths.to_vec();
    widths.retain(|&width| width <= own);
    if widths.is_empty() {
        widths.push(own);
    }
    let thumbnail = |width| {
        let height = height_for(width, &picture.pixels);
        let small = sharpen(&resize(&mut picture.pixels, width, height)?);
        let jpeg = encode(&small, picture.profile.as_deref())?;
        Ok(Thumbnail { width, height: small.height(), jpeg })
    };
    widths.into_iter().map(thumbnail).collect()
}
// ANCHOR_END: thumbnails

fn height_for(width: u32, picture: &RgbImage) -> u32 {
    let (own_width, own_height) = (u64::from(picture.width()), u64::from(picture.height()));
    let rounded = (u64::from(width) * own_height + own_width / 2) / own_width;
    rounded.max(1) as u32 // no more than the picture's own height
}

/// `picture` in other dimensions. It is not changed, but taken as if it could be: the resizer is then built for one
/// kind of picture instead of three, and for pixels of all kinds if called as `resize`: half a minute.
///
/// # Errors
/// The resizer refuses.
pub fn resize(picture: &mut RgbImage, width: u32, height: u32) -> Result<RgbImage, Problem> {
    let refused = |error: &dyn std::fmt::Display| Problem::Resize(error.to_string());
    let (own_width, own_height) = picture.dimensions();
    let from = TypedImage::<U8x3>::from_buffer(own_width, own_height, picture).map_err(|error| refused(&error))?;
    let mut small = RgbImage::new(width, height);
    let mut to = TypedImage::<U8x3>::from_buffer(width, height, &mut small).map_err(|error| refused(&error))?;
    let lanczos = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize_typed(&from, &mut to, &lanczos).map_err(|error| refused(&error))?;
    Ok(small)
}

/// `picture` with its edges raised, as resizing softens them: each pixel is moved away from the mean of its four
/// neighbours by half of its distance to it. (`image::imageops::unsharpen` does more, in twenty times the time.)
#[must_use]
pub fn sharpen(picture: &RgbImage) -> RgbImage {
    let mut sharp = picture.clone();
    let stride = picture.width() as usize * 3;
    let rows: Vec<&[u8]> = picture.as_raw().chunks_exact(stride).collect();
    for (y, to) in sharp.chunks_exact_mut(stride).enumerate() {
        let (row, above, below) = (rows[y], rows[y.saturating_sub(1)], rows[(y + 1).min(rows.len() - 1)]);
        // The first and last pixel of a row lack a neighbour and stay as they are.
        for i in 3..stride.saturating_sub(3) {
            let neighbours = i32::from(above[i]) + i32::from(below[i]) + i32::from(row[i - 3]) + i32::from(row[i + 3]);
            to[i] = ((12 * i32::from(row[i]) - neighbours + 4) / 8).clamp(0, 255) as u8;
        }
    }
    sharp
}

/// `picture` as a JPEG.
///
/// # Errors
/// It has more rows or columns than a JPEG can have, or the encoder refuses.
pub fn encode(picture: &RgbImage, profile: Option<&[u8]>) -> Result<Vec<u8>, Problem> {
    let side = |pixels: u32| u16::try_from(pixels).map_err(|_| Problem::TooLong);
    let (width, height) = (side(picture.width())?, side(picture.height())?);
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, QUALITY);
    let result = profile.map_or(Ok(()), |profile| encoder.add_icc_profile(profile));
    result.and_then(|()| encoder.encode(picture.as_raw(), width, height, ColorType::Rgb)).map_err(Problem::Encode)?;
    Ok(jpeg)
}
