//! Names for the objects: what the learner calls them, read from the line of their first use; letters otherwise.

use crate::model::Place;
use crate::model::object::Object;
use std::path::{Path, PathBuf};

/// A name for each object, no two the same.
pub(crate) fn name_all(objects: &[Object]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for object in objects {
        let base = from_source(object.first).unwrap_or_else(|| match object.ty.name {
            "Mutex" | "RwLock" => "lock".to_owned(),
            "Condvar" => "condvar".to_owned(),
            "UnsafeCell" => "cell".to_owned(),
            _ => "x".to_owned(),
        });
        let mut name = base.clone();
        let mut n = 2;
        while names.contains(&name) {
            name = format!("{base}{n}");
            n += 1;
        }
        names.push(name);
    }
    names
}

/// The last part of the path before the method that was called: `COUNTER`, or `flag` of `self.flag`.
pub(crate) fn from_source(place: Place) -> Option<String> {
    let text = read(place.file())?;
    let line = text.lines().nth(place.line() as usize - 1)?;
    let before: String = line.chars().take(place.column() as usize - 1).collect();
    let path = before.trim_end().strip_suffix('.')?;
    // `COUNTER.0` is COUNTER.
    let path = path.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('.').unwrap_or(path);
    // `accounts[from]` is one of the accounts.
    let path = if path.ends_with(']') { &path[..path.rfind('[')?] } else { path };
    let start = path.rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |i| i + 1);
    let name = &path[start..];
    let good = name.starts_with(|c: char| c.is_alphabetic()) && name != "self" && name.len() <= 12;
    good.then(|| name.to_owned())
}

/// The file is named from the folder of its package or its workspace. That is the working folder under `cargo test`; a
/// program may be started from anywhere, but cargo tells it its package, and its own file lies in the target folder.
fn read(file: &str) -> Option<String> {
    let here = std::env::current_dir().ok();
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let program = std::env::current_exe().ok();
    let starts = [here, package, program];
    starts.iter().flatten().flat_map(|start| start.ancestors().take(5)).find_map(|folder| {
        let file = folder.join(Path::new(file));
        std::fs::read_to_string(file).ok()
    })
}
