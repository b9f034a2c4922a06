//! Names for the objects: what the learner calls them, read from the lines that use them; letters otherwise.

use crate::model::event::Event;
use crate::model::object::Object;
use crate::model::{Action, Place};
use std::path::{Path, PathBuf};

/// A name as it stands in the source: `ready`, and the field of `ready.1`.
struct Candidate {
    name: String,
    field: Option<String>,
}

/// A name for each object, no two the same. One that several lines name differently (`count`, and `count2` for its clone)
/// gets the shortest of the names.
pub(crate) fn name_all(objects: &[Object], events: &[Event]) -> Vec<String> {
    let candidates: Vec<Option<Candidate>> = objects
        .iter()
        .enumerate()
        .map(|(o, object)| {
            let is_use = |e: &&Event| e.object == Some(o) && !matches!(e.action, Action::Unlock(_));
            let uses = events.iter().filter(is_use).map(|e| e.at);
            let all = uses.chain([object.first]).filter_map(from_source);
            all.min_by_key(|c| c.name.len())
        })
        .collect();
    let mut names: Vec<String> = Vec::new();
    for (object, candidate) in objects.iter().zip(&candidates) {
        let base = candidate.as_ref().map_or_else(|| plain(object), |c| c.name.clone());
        let same = |c: &&Candidate| c.name == base;
        let shared = candidates.iter().flatten().filter(same).count() > 1;
        let field = candidate.as_ref().and_then(|c| c.field.as_ref()).filter(|_| shared);
        let base = field.map_or(base.clone(), |field| format!("{base}.{field}"));
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

/// The name of one that has none in the source.
fn plain(object: &Object) -> String {
    match object.ty.name {
        "Mutex" | "RwLock" => "lock",
        "Condvar" => "condvar",
        "UnsafeCell" => "cell",
        _ => "x",
    }
    .to_owned()
}

/// What the source calls the object that the place uses, for a text about real threads.
pub(crate) fn in_source(place: Place) -> Option<String> {
    from_source(place).map(|candidate| candidate.name)
}

/// The last part of the path before the method that was called: `COUNTER`, or `flag` of `self.flag`.
fn from_source(place: Place) -> Option<Candidate> {
    let text = read(place.file())?;
    let line = text.lines().nth(place.line() as usize - 1)?;
    let before: String = line.chars().take(place.column() as usize - 1).collect();
    let path = before.trim_end().strip_suffix('.')?;
    // `COUNTER.0` is COUNTER.
    let short = path.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('.');
    let field = short.map(|short| path[short.len() + 1..].to_owned());
    let path = short.unwrap_or(path);
    // `accounts[from]` is one of the accounts.
    let path = if path.ends_with(']') { &path[..path.rfind('[')?] } else { path };
    let start = path.rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |i| i + 1);
    let name = &path[start..];
    let good = name.starts_with(|c: char| c.is_alphabetic()) && name != "self" && name.len() <= 12;
    good.then(|| Candidate { name: name.to_owned(), field })
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
