//! From a file to pixels: upright, opaque, 8 bits a channel, and never more of them than are taken.

use std::fs::File;
use std::io::{Cursor, Read as _};
use std::path::Path;

use image::imageops::{flip_horizontal, flip_vertical, rotate90, rotate180, rotate270};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits, RgbImage};

use crate::Problem;

/// More megapixels than this are refused by what the file declares, before memory is taken for them.
pub const MOST_MEGAPIXELS: u64 = 100;

/// No picture that is taken needs a longer file: four bytes a pixel.
pub const MOST_BYTES: u64 = MOST_MEGAPIXELS * 1_000_000 * 4;

/// Decoded pixels, and the colour profile that they are to be understood by, if the file carries one.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The pixels, as they are to be seen.
    pub pixels: RgbImage,
    /// An ICC profile for RGB.
    pub profile: Option<Vec<u8>>,
}

/// The bytes of a file.
///
/// # Errors
/// It can't be read, or is longer than [`MOST_BYTES`].
pub fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    let mut file = File::open(path).map_err(Problem::Unreadable)?;
    if file.metadata().map_err(Problem::Unreadable)?.len() > MOST_BYTES {
        return Err(Problem::LongFile);
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(Problem::Unreadable)?;
    Ok(bytes)
}

/// The pixels of a JPEG, PNG or WebP: turned upright, on white, 8 bits a channel.
///
/// # Errors
/// `bytes` is none of them, broken, cut short, or declares too many pixels.
pub fn decode(bytes: &[u8]) -> Result<Picture, Problem> {
    let broken = |error| match error {
        image::ImageError::Unsupported(_) => Problem::OtherContent,
        error => Problem::Broken(error),
    };
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(Problem::Unreadable)?;
    // What a header declares is looked at below; this is against one that lies.
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEGAPIXELS * 1_000_000 * 8);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_MEGAPIXELS * 1_000_000 {
        return Err(Problem::TooLarge { width, height });
    }
    if is_jpeg_cut_short(bytes) {
        return Err(Problem::CutShort);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    // Bytes 16 to 19 of a profile name what it is for: one for grey or CMYK would mean nothing to RGB.
    let profile = profile.filter(|profile| profile.get(16..20) == Some(b"RGB "));
    Ok(Picture { pixels: upright(flat(picture), orientation), profile })
}

/// The JPEG decoder fills the rest of a cut file with grey and says nothing, so the mark of the end is looked for.
fn is_jpeg_cut_short(bytes: &[u8]) -> bool {
    const START: u8 = 0xD8;
    const SCAN: u8 = 0xDA;
    const END: u8 = 0xD9;
    let Some(mut rest) = bytes.strip_prefix(&[0xFF, START]) else { return false };
    // A small preview in the metadata has an end of its own, so the search begins at the first scan.
    while let [0xFF, marker, high, low, ..] = *rest {
        match marker {
            SCAN => return !rest.windows(2).rev().any(|pair| pair == [0xFF, END]),
            0xFF => rest = &rest[1..],
            _ => rest = rest.get(2 + usize::from(u16::from_be_bytes([high, low]))..).unwrap_or_default(),
        }
    }
    false
}

/// Opaque, on white, 8 bits a channel.
fn flat(picture: DynamicImage) -> RgbImage {
    let mut opaque = RgbImage::new(picture.width(), picture.height());
    match picture {
        DynamicImage::ImageRgb8(pixels) => return pixels,
        DynamicImage::ImageLuma8(grey) => {
            opaque.pixels_mut().zip(grey.pixels()).for_each(|(to, from)| to.0 = [from.0[0]; 3]);
        }
        other => {
            let clear = other.into_rgba8();
            for (to, from) in opaque.pixels_mut().zip(clear.pixels()) {
                let [colours @ .., alpha] = from.0.map(u32::from);
                to.0 = colours.map(|colour| ((colour * alpha + 255 * (255 - alpha) + 127) / 255) as u8);
            }
        }
    }
    opaque
}

/// `DynamicImage` has this as well, in a crate that is built without optimisation.
fn upright(picture: RgbImage, orientation: Orientation) -> RgbImage {
    match orientation {
        Orientation::NoTransforms => picture,
        Orientation::FlipHorizontal => flip_horizontal(&picture),
        Orientation::FlipVertical => flip_vertical(&picture),
        Orientation::Rotate90 => rotate90(&picture),
        Orientation::Rotate90FlipH => flip_horizontal(&rotate90(&picture)),
        Orientation::Rotate180 => rotate180(&picture),
        Orientation::Rotate270 => rotate270(&picture),
        Orientation::Rotate270FlipH => flip_horizontal(&rotate270(&picture)),
    }
}
