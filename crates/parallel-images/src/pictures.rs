//! Which pictures there are.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use observe::lesson::BadInput;

const LONGEST_NAME: usize = 32;

/// The folder with the lesson's own eight photographs.
///
/// # Errors
/// The program was moved to where the sources are not.
pub fn photographs() -> Result<PathBuf, BadInput> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("photographs");
    if folder.is_dir() {
        return Ok(folder);
    }
    let sentence = "the lesson's photographs are not where they were when it was built; \
                    give a folder of your own with --images DIR";
    Err(BadInput(sentence.to_owned()))
}

/// The pictures in `folder`, by name: JPEG, PNG and WebP, told by the end of their names; folders in it are not
/// looked into.
///
/// # Errors
/// There is no such folder, it can't be read, or no picture is in it.
pub fn find(folder: &Path) -> Result<Vec<PathBuf>, BadInput> {
    let shown = folder.display();
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>).map_err(|error| {
        BadInput(match error.kind() {
            io::ErrorKind::NotFound => {
                format!("--images {shown}: there is no such folder; name one that holds JPEG, PNG or WebP pictures")
            }
            io::ErrorKind::NotADirectory => format!("--images {shown}: that is no folder; name the folder it is in"),
            _ => format!("--images {shown}: the folder can't be read ({error}); name another"),
        })
    })?;
    // A pipe or a device by the name of a picture would keep its reader waiting; a file that has gone, or a link to
    // nowhere, is left in, to be reported by name.
    let readable = |path: &PathBuf| fs::metadata(path).map_or(true, |metadata| metadata.is_file());
    let mut pictures: Vec<PathBuf> =
        entries.into_iter().map(|entry| entry.path()).filter(|path| is_picture(path) && readable(path)).collect();
    pictures.sort();
    if pictures.is_empty() {
        return Err(BadInput(format!("--images {shown}: no .jpg, .jpeg, .png or .webp file is in it; name another")));
    }
    Ok(pictures)
}

/// A picture's file name, without characters that a terminal takes for orders.
#[must_use]
pub fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    name.chars().map(|c| if c.is_control() { '?' } else { c }).collect()
}

/// The same, with the middle left out where it is long.
#[must_use]
pub fn short_name(path: &Path) -> String {
    let name: Vec<char> = name(path).chars().collect();
    if name.len() <= LONGEST_NAME {
        return name.into_iter().collect();
    }
    let (start, end) = (&name[..LONGEST_NAME - 9], &name[name.len() - 8..]);
    start.iter().chain(&['…']).chain(end).collect()
}

fn is_picture(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    // macOS keeps a file `._a.jpg` beside `a.jpg` on foreign disks, which is no picture.
    !hidden && matches!(extension.as_deref(), Some("jpg" | "jpeg" | "png" | "webp"))
}
