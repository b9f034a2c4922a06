//! Parallelism: pictures decoded, resized, sharpened and encoded at the same instant, on several cores.
//!
//! The work is computation from start to end, so there is no wait to fill: only more cores make it faster. The two
//! functions below differ in one call, `iter` or `par_iter`; what a picture goes through is the same, and so is the
//! result, byte by byte. `cargo run -p parallel-images` runs both, draws which thread had which picture, and shows:
//!
//! ```text
//!                         wall        CPU cores used speedup allowed efficiency
//!   ─────────────────── ────── ─── ────── ────────── ─────── ─────── ──────────
//!   sequential          617 ms ±0% 616 ms       1.00
//!   parallel, 2 threads 328 ms ±1% 639 ms       1.95   1.88x   2.00x        94%
//!
//!   worker 0 │00000000000000000000111111111111111112222222222222223333333333333333
//!   worker 1 │44444444444444455555555555555555556666666666666667777777777777777···
//! ```

use std::path::{Path, PathBuf};

use rayon::prelude::*;

pub use error::{ImageError, Problem};
pub use pipeline::Thumbnail;

pub mod contact_sheet;
pub mod decode;
mod error;
pub mod names;
pub mod output;
pub mod pictures;
pub mod pipeline;
mod staging;
pub mod tiny;

/// The widths that every picture is resized to, where it is wide enough.
pub const WIDTHS: [u32; 4] = [1024, 512, 256, 128];

/// What became of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Processed {
    /// The picture.
    pub path: PathBuf,
    /// Its thumbnails, the widest first.
    pub thumbnails: Vec<Thumbnail>,
}

/// Reads a picture, decodes it, and makes its thumbnails: resized, sharpened, encoded.
///
/// # Errors
/// It can't be read or is no picture that is taken.
// ANCHOR: process_image
pub fn process_image(path: &Path) -> Result<Processed, ImageError> {
    tracing::info_span!("picture", task = pictures::name(path)).in_scope(|| {
        let thumbnails = decode::read(path).and_then(|bytes| pipeline::thumbnails(&bytes, &WIDTHS));
        match thumbnails {
            Ok(thumbnails) => Ok(Processed { path: path.to_owned(), thumbnails }),
            Err(problem) => Err(ImageError { path: path.to_owned(), problem }),
        }
    })
}
// ANCHOR_END: process_image

/// One picture after the other, on the thread that calls.
// ANCHOR: process_sequential
pub fn process_sequential(paths: &[PathBuf]) -> Vec<Result<Processed, ImageError>> {
    paths.iter().map(|path| process_image(path)).collect()
}
// ANCHOR_END: process_sequential

/// The same by the threads of the current pool: each takes a picture as soon as it is free. The results keep the
/// order of `paths`, whoever is done first.
// ANCHOR: process_parallel
pub fn process_parallel(paths: &[PathBuf]) -> Vec<Result<Processed, ImageError>> {
    // One at a time: a picture is so much work that a batch of them would only make
    // the last thread late.
    paths.par_iter().with_max_len(1).map(|path| process_image(path)).collect()
}
// ANCHOR_END: process_parallel
