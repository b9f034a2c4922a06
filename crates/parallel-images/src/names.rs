//! What thumbnails are called.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// File systems take 255 bytes, and a character may have four of them.
const LONGEST: usize = 48;

/// A label for each picture: its name without the ending, or with it where `a.jpg` stands beside `a.png`. No two
/// are equal, not even to a file system that takes `A` for `a`.
#[must_use]
pub fn labels(pictures: &[PathBuf]) -> Vec<String> {
    let mut namesakes: HashMap<String, usize> = HashMap::new();
    for picture in pictures {
        *namesakes.entry(stem(picture).to_lowercase()).or_default() += 1;
    }
    let mut taken = HashSet::new();
    let label = |picture: &PathBuf| {
        let (stem, name) = (stem(picture), shortened(picture.file_name()));
        let alone = namesakes.get(&stem.to_lowercase()) == Some(&1);
        let numbered = (2..).map(|number| format!("{name}~{number}"));
        let mut candidates = alone.then_some(stem).into_iter().chain([name.clone()]).chain(numbered);
        candidates.find(|label| taken.insert(label.to_lowercase())).unwrap_or(name)
    };
    pictures.iter().map(label).collect()
}

/// The name of the thumbnail of `width` pixels.
#[must_use]
pub fn file_name(label: &str, width: u32) -> String {
    format!("{label}-{width}.jpg")
}

fn stem(picture: &Path) -> String {
    shortened(picture.file_stem())
}

fn shortened(name: Option<&std::ffi::OsStr>) -> String {
    name.unwrap_or_default().to_string_lossy().chars().take(LONGEST).collect()
}
