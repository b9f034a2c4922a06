//! The files that a lesson is asked to write: never over an existing one without `--force`, whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::BadInput;

/// A file that may be written at the end; looked at before the lesson begins, so that a run is not lost to a name.
#[derive(Debug)]
pub(super) struct OutputFile {
    path: PathBuf,
    force: bool,
}

impl OutputFile {
    /// Says whether `path` can be written, for the flag `flag`.
    pub(super) fn claim(path: &Path, flag: &str, force: bool) -> Result<Self, BadInput> {
        let shown = path.display();
        if path.is_dir() {
            return Err(BadInput(format!("{flag} {shown}: that is a folder; name a file in it")));
        }
        if path.exists() && !force {
            return Err(BadInput(format!(
                "{flag} {shown}: the file exists and is left as it is; name another, or add --force to replace it"
            )));
        }
        let folder = folder_of(path);
        if path.file_name().is_none() {
            return Err(BadInput(format!("{flag} {shown}: that names no file")));
        }
        if !folder.is_dir() {
            return Err(BadInput(format!(
                "{flag} {shown}: there is no folder {}; make it first, or name another",
                folder.display()
            )));
        }
        // Permissions are found out by trying: nothing else is right on every system.
        let probe = sibling(path, "probe");
        match fs::OpenOptions::new().write(true).create_new(true).open(&probe) {
            Ok(_) => {
                let _ = fs::remove_file(&probe);
            }
            Err(error) => {
                let folder = folder.display();
                return Err(BadInput(format!(
                    "{flag} {shown}: can't write into {folder}: {error}; name another place"
                )));
            }
        }
        Ok(Self { path: path.to_owned(), force })
    }

    /// Writes the file in one step.
    pub(super) fn write(&self, content: &str) -> anyhow::Result<&Path> {
        let doing = || format!("writing {}", self.path.display());
        let partial = sibling(&self.path, "partial");
        let result = fs::write(&partial, content)
            .and_then(|()| if self.force { fs::rename(&partial, &self.path) } else { place_new(&partial, &self.path) });
        if result.is_err() {
            let _ = fs::remove_file(&partial);
        }
        result.with_context(doing)?;
        Ok(&self.path)
    }
}

/// Moves a file to where none is: a link, unlike a rename, never replaces one that somebody made meanwhile.
///
/// # Errors
/// There is a file already (`AlreadyExists`), or the system can't move it there.
pub fn place_new(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // A file system without links (a memory stick): the look and the rename are two steps there.
        Err(_) if to.exists() => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(from, to),
    }
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn sibling(path: &Path, role: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    folder_of(path).join(format!(".{name}.{}.{role}", std::process::id()))
}
