//! Names, places and times, as the report writes them.

use super::look::Look;
use super::note::On;
use crate::model::Place;
use crate::report::{in_source, slashes};
use std::collections::BTreeMap;
use std::time::Duration;

/// What the report calls things.
pub(super) struct Words {
    objects: BTreeMap<usize, String>,
    /// Most lines are of this file.
    pub(super) file: Option<String>,
}

impl Words {
    pub(super) fn new(look: &Look) -> Words {
        let mut uses: Vec<(usize, Place, &str)> = Vec::new();
        let mut places: Vec<Place> = Vec::new();
        for record in look.members.iter().map(|m| &m.record).filter(|r| r.ended.is_none()) {
            uses.extend(record.holds.iter().map(|h| (h.object, h.since, "lock")));
            uses.extend(record.wait.and_then(|w| Some((object(w.on)?, w.at, kind(w.on)))));
            places.extend(record.holds.iter().map(|h| h.since));
            places.extend(record.wait.map(|w| w.at).or(record.last));
        }
        let mut objects = BTreeMap::new();
        for &(object, _, kind) in &uses {
            if objects.contains_key(&object) {
                continue;
            }
            let base = uses.iter().filter(|u| u.0 == object).find_map(|u| in_source(u.1));
            let base = base.unwrap_or_else(|| kind.to_owned());
            let numbered = (2..).map(|n| format!("{base}{n}"));
            let free = |name: &String| objects.values().all(|other| other != name);
            let name = std::iter::once(base.clone()).chain(numbered).find(free).unwrap_or(base);
            objects.insert(object, name);
        }
        let files: Vec<String> = places.iter().map(|p| slashes(p.file())).collect();
        let count = |file: &String| files.iter().filter(|f| *f == file).count();
        // Of several that have as many, the first.
        let file = files.iter().rev().max_by_key(|file| count(file)).cloned();
        Words { objects, file }
    }

    pub(super) fn object(&self, object: usize) -> &str {
        self.objects.get(&object).map_or("a lock", String::as_str)
    }

    /// `:12`, or `other.rs:12` in another file than the usual one.
    pub(super) fn at(&self, place: Place) -> String {
        let file = slashes(place.file());
        let short = if self.file.as_ref() == Some(&file) { "" } else { file.rsplit('/').next().unwrap_or_default() };
        format!("{short}:{}", place.line())
    }
}

/// The object of a wait, if it has one.
fn object(on: On) -> Option<usize> {
    match on {
        On::Lock { object, .. } | On::Condvar { object, .. } | On::Barrier { object, .. } => Some(object),
        On::Recv(object) | On::Send(object) => Some(object),
        On::Park | On::Join(_) | On::Scope(_) | On::Sleep | On::Within => None,
    }
}

/// Its name where the source tells none.
fn kind(on: On) -> &'static str {
    match on {
        On::Condvar { .. } => "condvar",
        On::Barrier { .. } => "barrier",
        On::Recv(_) => "rx",
        On::Send(_) => "tx",
        _ => "lock",
    }
}

/// `200 ms`, `2 s`, `2.5 s`, `10 min`.
pub(super) fn time(time: Duration) -> String {
    let (seconds, ms) = (time.as_secs(), time.as_millis());
    match seconds {
        0 => format!("{ms} ms"),
        1..600 if ms % 1000 != 0 => format!("{:.1} s", time.as_secs_f64()),
        1..600 => format!("{seconds} s"),
        _ => format!("{} min", seconds / 60),
    }
}

/// `A`, `A and B`, `A, B and C`; of many the first ones.
pub(super) fn list(names: &[String]) -> String {
    const MOST: usize = 8;
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if names.len() <= MOST => format!("{} and {last}", first.join(", ")),
        _ => format!("{} and {} more", names[..MOST].join(", "), names.len() - MOST),
    }
}

#[cfg(test)]
mod tests {
    use super::{list, time};
    use std::time::Duration;

    #[test]
    fn times_are_short() {
        let texts = [0, 200, 2_000, 2_500, 90_000, 3_600_000].map(|ms| time(Duration::from_millis(ms)));
        assert_eq!(texts, ["0 ms", "200 ms", "2 s", "2.5 s", "90 s", "60 min"]);
    }

    #[test]
    fn lists_end() {
        let names = |n: usize| (0..n).map(|i| i.to_string()).collect::<Vec<_>>();
        assert_eq!([1, 2, 3].map(|n| list(&names(n))), ["0", "0 and 1", "0, 1 and 2"]);
        assert_eq!(list(&names(20)), "0, 1, 2, 3, 4, 5, 6, 7 and 12 more");
    }
}
