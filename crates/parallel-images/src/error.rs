//! Why a picture couldn't be processed, by its name and with the way out.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::decode::{MOST_BYTES, MOST_MEGAPIXELS};
use crate::pictures;

/// A picture that couldn't be processed.
#[derive(Debug)]
pub struct ImageError {
    /// Which one.
    pub path: PathBuf,
    /// What is the matter with it.
    pub problem: Problem,
}

/// What can be the matter with a picture.
#[derive(Debug)]
pub enum Problem {
    /// The file couldn't be read.
    Unreadable(io::Error),
    /// The file alone is larger than any picture that would be taken.
    LongFile,
    /// The content is no JPEG, PNG or WebP, whatever the file's name says.
    OtherContent,
    /// More pixels are declared than are taken; nothing was decoded.
    TooLarge {
        /// Pixels in a row, as declared.
        width: u32,
        /// Rows, as declared.
        height: u32,
    },
    /// The decoder gave up.
    Broken(image::ImageError),
    /// The file ends before the picture does.
    CutShort,
    /// The thumbnail would be longer than a JPEG can be.
    TooLong,
    /// The resizer refused.
    Resize(String),
    /// The encoder refused.
    Encode(jpeg_encoder::EncodingError),
}

impl fmt::Display for ImageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", pictures::short_name(&self.path), self.problem)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => {
                write!(f, "the file can't be read: {error}; look where it is and who may read it")
            }
            Self::LongFile => {
                let most = observe::units::bytes(MOST_BYTES);
                write!(f, "the file is longer than the {most} that are taken; save the picture smaller")
            }
            Self::OtherContent => {
                f.write_str("no JPEG, PNG or WebP inside, whatever its name says; convert it or take it away")
            }
            Self::TooLarge { width, height } => {
                let megapixels = u64::from(*width) * u64::from(*height) / 1_000_000;
                let megapixels = observe::units::count(megapixels);
                write!(
                    f,
                    "{width} x {height} pixels are declared, {megapixels} megapixels; {MOST_MEGAPIXELS} are taken \
                     at most, so make it smaller first"
                )
            }
            Self::Broken(error) => {
                write!(f, "the picture is broken ({error}); if a viewer shows it, save it anew from there")
            }
            Self::CutShort => f.write_str("the file ends before the picture does; copy it again from its source"),
            Self::TooLong => f.write_str("a JPEG has at most 65,535 rows and columns; cut the picture into parts"),
            Self::Resize(reason) => write!(f, "it can't be resized ({reason}); take it away"),
            Self::Encode(error) => write!(f, "its thumbnail can't be encoded ({error}); take it away"),
        }
    }
}

// What lies beneath is part of the sentence already, so neither has a source.
impl std::error::Error for ImageError {}
impl std::error::Error for Problem {}
