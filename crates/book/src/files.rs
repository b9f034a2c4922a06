//! Files that are whole or not there.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;

/// Reads a text; the message names the file.
///
/// # Errors
/// It can't be read.
pub fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

/// Writes `text` beside `path` and moves it there: whoever stops this program finds the old text or the new one. A file
/// that has this text is left alone; says whether it was written.
///
/// # Errors
/// It can't be written, or its folder can't be made.
pub fn place(path: &Path, text: &str) -> anyhow::Result<bool> {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(false);
    }
    let folder = path.parent().with_context(|| format!("{}: no name of a file", path.display()))?;
    let write = || -> std::io::Result<()> {
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(text.as_bytes())?;
        readable_by_all(file.as_file())?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().with_context(|| path.display().to_string())?;
    Ok(true)
}

/// A temporary file is its owner's alone on Unix; this one stays.
#[cfg(unix)]
fn readable_by_all(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &fs::File) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::place;

    #[test]
    fn a_text_is_placed_once_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/file.txt");
        assert!(place(&path, "one").unwrap());
        assert!(!place(&path, "one").unwrap());
        assert!(place(&path, "two").unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn an_error_names_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let error = place(folder.path(), "text").unwrap_err();
        assert!(format!("{error:#}").contains(&folder.path().display().to_string()), "{error:#}");
    }
}
