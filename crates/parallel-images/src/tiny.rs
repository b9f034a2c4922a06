//! The same loop where a piece of work is so small that handing it to another thread may cost more than doing it.

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder as _};
use rayon::prelude::*;

use crate::decode::decode;
use crate::pipeline::{self, resize};
use crate::{Problem, Processed, Thumbnail, WIDTHS};

/// How many tiny pictures there are.
pub const COUNT: usize = 8;

/// How many pixels wide and high they are.
pub const WIDTH: u32 = 8;

/// Tiny pictures, made of `processed` ones, each used more than once where they are few. In memory, and in a format
/// that is quick to open: a file, or the tables of a JPEG, would be a larger piece of work than the rest.
///
/// # Errors
/// A thumbnail made before can't be used.
pub fn pictures(processed: &[&Processed]) -> Result<Vec<Vec<u8>>, Problem> {
    let thumbnails = processed.iter().filter_map(|picture| picture.thumbnails.last());
    thumbnails
        .cycle()
        .take(COUNT)
        .map(|thumbnail| {
            let tiny = resize(&mut decode(&thumbnail.jpeg)?.pixels, WIDTH, WIDTH)?;
            let mut png = Vec::new();
            let encoder = PngEncoder::new(&mut png);
            encoder.write_image(&tiny, WIDTH, WIDTH, ExtendedColorType::Rgb8).map_err(Problem::Broken)?;
            Ok(png)
        })
        .collect()
}

/// One after the other.
///
/// # Errors
/// The first that is broken.
pub fn process_sequential(pictures: &[Vec<u8>]) -> Result<Vec<Vec<Thumbnail>>, Problem> {
    pictures.iter().map(|bytes| pipeline::thumbnails(bytes, &WIDTHS)).collect()
}

/// By the threads of the current pool.
///
/// # Errors
/// One that is broken.
pub fn process_parallel(pictures: &[Vec<u8>]) -> Result<Vec<Vec<Thumbnail>>, Problem> {
    pictures.par_iter().with_max_len(1).map(|bytes| pipeline::thumbnails(bytes, &WIDTHS)).collect()
}
