//! The copy of the workspace in which answers are built: what the exercises need, as it is in the repository.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::exercise::{ANSWER, Exercise};
use crate::packages::{Package, Workspace};

/// The files of the copy, by their paths from the workspace's folder on.
///
/// The exercises and the packages that they depend on by path are there as they are. Of the others, which nothing
/// builds, there is the manifest, and an empty file for each target: cargo reads the manifests of all members, and
/// then the lock file of the repository is right as it is. No answer is there.
#[derive(Clone, Debug)]
pub struct Pristine {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

/// A file that can't be read, written or removed.
#[derive(Debug)]
pub struct Error(pub PathBuf, pub io::Error);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.display(), self.1)
    }
}

impl std::error::Error for Error {}

fn at(path: &Path) -> impl FnOnce(io::Error) -> Error {
    move |error| Error(path.to_owned(), error)
}

impl Pristine {
    /// Reads all of it.
    ///
    /// # Errors
    /// A file can't be read.
    pub fn of(workspace: &Workspace, exercises: &[Exercise]) -> Result<Self, Error> {
        let mut files = BTreeMap::new();
        let root = &workspace.root;
        for name in ["Cargo.toml", "Cargo.lock", ".cargo/config.toml"].map(Path::new) {
            if root.join(name).is_file() {
                files.insert(name.to_owned(), fs::read(root.join(name)).map_err(at(&root.join(name)))?);
            }
        }
        let whole = needed(workspace, exercises);
        for package in &workspace.packages {
            if whole.contains(&package.folder) {
                read_all(root, &package.folder, &workspace.target, &mut files)?;
                continue;
            }
            let manifest = package.folder.join("Cargo.toml");
            for path in package.roots.iter().filter_map(|path| path.strip_prefix(root).ok()) {
                files.insert(path.to_owned(), vec![]);
            }
            if let Ok(name) = manifest.strip_prefix(root) {
                files.insert(name.to_owned(), fs::read(&manifest).map_err(at(&manifest))?);
            }
        }
        Ok(Self { files })
    }

    /// Makes `folder` this copy, with `answer` as the answer to `exercise`, whatever is there. What has the right bytes
    /// stays untouched, so that cargo does not build it again; the answer is always written anew, for cargo goes by
    /// modification times.
    ///
    /// # Errors
    /// A file can't be written or removed.
    pub fn lay(&self, folder: &Path, exercise: &Exercise, answer: &[u8]) -> Result<(), Error> {
        let answered = exercise.folder.join(ANSWER);
        remove_others(folder, Path::new(""), &self.files)?;
        for (name, bytes) in &self.files {
            let path = folder.join(name);
            if *name != answered && !fs::read(&path).is_ok_and(|there| there == *bytes) {
                write(&path, bytes)?;
            }
        }
        write(&folder.join(answered), answer)
    }
}

/// The folders of the exercises' packages and of all that they depend on by path.
fn needed(workspace: &Workspace, exercises: &[Exercise]) -> BTreeSet<PathBuf> {
    let in_folder = |folder: &PathBuf| workspace.packages.iter().find(|package| package.folder == *folder);
    let mut found = BTreeSet::new();
    let mut open: Vec<&Package> = exercises.iter().filter_map(|one| workspace.package_in(&one.folder)).collect();
    while let Some(package) = open.pop() {
        if found.insert(package.folder.clone()) {
            open.extend(package.paths.iter().filter_map(in_folder));
        }
    }
    found
}

fn read_all(root: &Path, folder: &Path, target: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        let skipped = path == target || path.ends_with("target") || path.ends_with(".git");
        let kind = fs::metadata(&path).map_err(at(&path))?;
        if kind.is_dir() && !skipped {
            read_all(root, &path, target, files)?;
        } else if kind.is_file()
            && let Ok(name) = path.strip_prefix(root)
        {
            files.insert(name.to_owned(), fs::read(&path).map_err(at(&path))?);
        }
    }
    Ok(())
}

/// Removes what is in `root`/`below` and not among the files: left by an earlier copy, or by a test.
fn remove_others(root: &Path, below: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) -> Result<(), Error> {
    let folder = root.join(below);
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(()) };
    for entry in entries {
        let entry = entry.map_err(at(&folder))?;
        let name = below.join(entry.file_name());
        let path = root.join(&name);
        // Of the entry itself: a link is never followed, only removed.
        let kind = entry.file_type().map_err(at(&path))?;
        let next = files.range(name.clone()..).next();
        if kind.is_dir() && next.is_some_and(|(next, _)| *next != name && next.starts_with(&name)) {
            remove_others(root, &name, files)?;
        } else if kind.is_dir() {
            fs::remove_dir_all(&path).map_err(at(&path))?;
        } else if !kind.is_file() || !files.contains_key(&name) {
            fs::remove_file(&path).map_err(at(&path))?;
        }
    }
    Ok(())
}

/// Writes a new file: never into one that is there, which may be shared or locked against writing.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(at(folder))?;
    }
    if fs::symlink_metadata(path).is_ok() {
        fs::remove_file(path).map_err(at(path))?;
    }
    fs::write(path, bytes).map_err(at(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pristine(files: &[(&str, &str)]) -> Pristine {
        Pristine { files: files.iter().map(|(name, text)| (name.into(), text.as_bytes().to_vec())).collect() }
    }

    fn exercise() -> Exercise {
        let folder = PathBuf::from("e/x");
        Exercise { chapter: 1, number: 1, name: "x".to_owned(), folder, minutes: 5, answers: vec![], lacks: vec![] }
    }

    #[test]
    fn leftovers_go_and_what_is_right_stays_untouched() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let pristine = pristine(&[("Cargo.toml", "m"), ("e/x/src/lib.rs", "broken"), ("e/x/tests/x.rs", "t")]);
        pristine.lay(folder.path(), &exercise(), b"one").unwrap();
        let old = fs::metadata(at("e/x/tests/x.rs")).unwrap().modified().unwrap();

        fs::write(at("Cargo.toml"), "edited").unwrap();
        fs::write(at("e/x/build.rs"), "left").unwrap();
        fs::create_dir_all(at("e/x/.cargo/deep")).unwrap();
        fs::write(at("e/x/.cargo/deep/config.toml"), "left").unwrap();
        fs::remove_file(at("e/x/src/lib.rs")).unwrap();
        fs::create_dir(at("e/x/src/other")).unwrap();
        pristine.lay(folder.path(), &exercise(), b"two").unwrap();

        assert_eq!(fs::read_to_string(at("Cargo.toml")).unwrap(), "m");
        assert_eq!(fs::read_to_string(at("e/x/src/lib.rs")).unwrap(), "two");
        assert!(!at("e/x/build.rs").exists() && !at("e/x/.cargo").exists() && !at("e/x/src/other").exists());
        assert_eq!(fs::metadata(at("e/x/tests/x.rs")).unwrap().modified().unwrap(), old);
    }

    #[test]
    fn a_folder_in_place_of_a_file_goes() {
        let folder = tempfile::tempdir().unwrap();
        let pristine = pristine(&[("e/x/src/lib.rs", "broken")]);
        fs::create_dir_all(folder.path().join("e/x/src/lib.rs/deep")).unwrap();
        pristine.lay(folder.path(), &exercise(), b"one").unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("e/x/src/lib.rs")).unwrap(), "one");
    }
}
