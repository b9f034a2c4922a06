//! Where thumbnails go: all of them or none, and never over a file that exists, unless that is asked for.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use observe::lesson::{BadInput, place_new};

use crate::WIDTHS;
use crate::names::file_name;
use crate::staging::{Staging, place_numbered};

/// The name of the sheet with all pictures.
pub const SHEET: &str = "contact-sheet.jpg";

/// A folder to write into.
#[derive(Debug)]
pub struct Destination {
    folder: PathBuf,
    /// `folder` is to get a folder of this run's own.
    numbered: bool,
    force: bool,
}

impl Destination {
    /// A new folder, in the one that cargo builds into or else in the current one.
    #[must_use]
    pub fn of_this_run() -> Self {
        let program = std::env::current_exe().unwrap_or_default();
        let target = program.ancestors().find(|folder| folder.join("CACHEDIR.TAG").is_file());
        let folder = target.unwrap_or(Path::new("")).join("parallel-images");
        Self { folder, numbered: true, force: false }
    }

    /// The folder `out`, made if need be, for thumbnails of the pictures in `images` under `labels`.
    ///
    /// # Errors
    /// It is no folder, or the one the pictures are in, or can't be written, or a file to be written exists and
    /// `force` isn't given.
    pub fn given(out: &Path, force: bool, images: &Path, labels: &[String]) -> Result<Self, BadInput> {
        let bad = |sentence: String| Err(BadInput(format!("--out {}: {sentence}", out.display())));
        if out.exists() && !out.is_dir() {
            return bad("that is a file; name a folder, which may be a new one".to_owned());
        }
        if out.canonicalize().is_ok_and(|out| images.canonicalize().is_ok_and(|images| out == images)) {
            return bad("the pictures themselves are there; name another, or thumbnails get among them".to_owned());
        }
        let thumbnails = labels.iter().flat_map(|label| WIDTHS.map(|width| file_name(label, width)));
        for name in thumbnails.chain([SHEET.to_owned()]) {
            let Ok(existing) = fs::symlink_metadata(out.join(&name)) else { continue };
            if existing.is_dir() {
                return bad(format!("{name} is a folder there and would be a file; name another"));
            }
            if !force {
                return bad(format!("{name} exists and is left as it is; name another, or add --force to replace it"));
            }
        }
        // Permissions are found out by trying: nothing else is right on every system.
        match Staging::new(out) {
            Ok(_) => Ok(Self { folder: out.to_owned(), numbered: false, force }),
            Err(error) => bad(format!("nothing can be written there ({error}); name another")),
        }
    }

    /// Writes `files`, each a name and its content, and returns the folder that they are in. They are written beside
    /// their place first and moved at the end: an interrupted run leaves nothing behind.
    ///
    /// # Errors
    /// The disk is full, or somebody made one of the files meanwhile: then none is written.
    pub fn write(&self, files: &[(String, &[u8])]) -> anyhow::Result<PathBuf> {
        let doing = || format!("writing into {} (--out DIR names another folder)", self.folder.display());
        if self.numbered {
            fs::create_dir_all(&self.folder).with_context(doing)?;
        }
        let staging = Staging::new(&self.folder).with_context(doing)?;
        files.iter().try_for_each(|(name, content)| staging.write(name, content)).with_context(doing)?;
        let names: Vec<&String> = files.iter().map(|(name, _)| name).collect();
        self.place(&staging.folder, &names).with_context(doing)
    }

    fn place(&self, staged: &Path, names: &[&String]) -> io::Result<PathBuf> {
        if self.numbered {
            return place_numbered(staged, &self.folder);
        }
        if !self.folder.exists() {
            self.folder.parent().map_or(Ok(()), fs::create_dir_all)?;
            return fs::rename(staged, &self.folder).map(|()| self.folder.clone());
        }
        for (index, name) in names.iter().enumerate() {
            let (from, to) = (staged.join(name), self.folder.join(name));
            let placed = if self.force { fs::rename(&from, &to) } else { place_new(&from, &to) };
            if let Err(error) = placed {
                // What was replaced is gone, but what is new can go again.
                let new = if self.force { &[] } else { &names[..index] };
                new.iter().for_each(|name| drop(fs::remove_file(self.folder.join(name))));
                return Err(io::Error::new(error.kind(), format!("{name}: {error}")));
            }
        }
        Ok(self.folder.clone())
    }
}
