//! All pictures on one page, in rows of even length, none cut and none enlarged.

use image::{Rgb, RgbImage};

use crate::decode::decode;
use crate::pipeline::{encode, resize};
use crate::{Problem, Processed};

const GAP: u32 = 8;
const WIDEST: f64 = 2400.0;
const ROW_HEIGHT: f64 = 320.0;
const BACKGROUND: Rgb<u8> = Rgb([24, 24, 26]);

/// A JPEG with a thumbnail of each of `processed`.
///
/// # Errors
/// There are so many that the sheet would be longer than a JPEG can be.
pub fn contact_sheet(processed: &[&Processed]) -> Result<Vec<u8>, Problem> {
    let shapes: Vec<f64> = processed.iter().map(|picture| shape(picture)).collect();
    let (width, rows) = layout(&shapes);
    let heights: Vec<u32> = rows.iter().map(|row| row_height(&shapes[row.clone()], width)).collect();
    let mut sheet =
        RgbImage::from_pixel(width, GAP + heights.iter().map(|height| height + GAP).sum::<u32>(), BACKGROUND);
    let mut top = GAP;
    for (row, &height) in rows.iter().zip(&heights) {
        // Where a cell begins is rounded, not how wide it is, so that the last one ends where it should.
        let mut left = f64::from(GAP);
        for index in row.clone() {
            let right = left + shapes[index] * f64::from(height);
            let cell = (right.round() as u32 - left.round() as u32, height);
            let small = fit(processed[index], cell)?;
            let x = left.round() as u32 + (cell.0 - small.width()) / 2;
            image::imageops::replace(&mut sheet, &small, x.into(), (top + (cell.1 - small.height()) / 2).into());
            left = right + f64::from(GAP);
        }
        top += height + GAP;
    }
    encode(&sheet, None)
}

/// Width over height, as far as a page can show it.
fn shape(picture: &Processed) -> f64 {
    let first = picture.thumbnails.first();
    first.map_or(1.0, |first| f64::from(first.width) / f64::from(first.height)).clamp(0.1, 10.0)
}

/// The width of the page, and which pictures stand in each row: rows of about the same length, as many as make the
/// page about as high as wide.
fn layout(shapes: &[f64]) -> (u32, Vec<std::ops::Range<usize>>) {
    let total: f64 = shapes.iter().sum();
    let rows = total.sqrt().round().max(1.0);
    let width = (total / rows * ROW_HEIGHT).clamp(ROW_HEIGHT, WIDEST);
    let mut ends = vec![0; rows as usize];
    let mut before = 0.0;
    for (index, shape) in shapes.iter().enumerate() {
        let row = ((before + shape / 2.0) / total * rows) as usize;
        ends[row.min(rows as usize - 1)] = index + 1;
        before += shape;
    }
    ends.retain(|&end| end > 0);
    let starts = std::iter::once(0).chain(ends.clone());
    (width as u32, starts.zip(ends).map(|(start, end)| start..end).collect())
}

/// The height at which the pictures of a row fill the width of the page.
fn row_height(shapes: &[f64], width: u32) -> u32 {
    let gaps = GAP * (shapes.len() as u32 + 1);
    let height = f64::from(width.saturating_sub(gaps)) / shapes.iter().sum::<f64>();
    height.clamp(8.0, ROW_HEIGHT * 1.5) as u32
}

/// The smallest thumbnail that fills `cell`, or the largest there is, made to fit into it.
fn fit(picture: &Processed, cell: (u32, u32)) -> Result<RgbImage, Problem> {
    let fills = |thumbnail: &&crate::Thumbnail| thumbnail.width >= cell.0 && thumbnail.height >= cell.1;
    let thumbnail = picture.thumbnails.iter().rev().find(fills).or(picture.thumbnails.first());
    let Some(thumbnail) = thumbnail else { return Ok(RgbImage::new(0, 0)) };
    let scale =
        f64::min(f64::from(cell.0) / f64::from(thumbnail.width), f64::from(cell.1) / f64::from(thumbnail.height));
    let side = |pixels: u32, room: u32| ((f64::from(pixels) * scale.min(1.0)).round() as u32).clamp(1, room);
    resize(&mut decode(&thumbnail.jpeg)?.pixels, side(thumbnail.width, cell.0), side(thumbnail.height, cell.1))
}
