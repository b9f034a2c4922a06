//! Panics in the code under test, kept for the verdict. Printed where they happen, they would stand before it, and the
//! first line that a learner reads is to say what was seen.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::panic::{self, PanicHookInfo};
use std::sync::{Mutex, Once};

use crate::hall::lock;

/// More than these are told by nobody: they follow from the first.
const MOST: usize = 3;
const WIDTH: usize = 80;

/// What has panicked since the watched run began; `None` while nothing is watched.
static SEEN: Mutex<Option<Vec<Panic>>> = Mutex::new(None);

thread_local! {
    /// Whether this is a test's own thread: its panics are verdicts, and are printed.
    static IS_A_TEST: Cell<bool> = const { Cell::new(false) };
    /// Panics of runs of this test that ended all the same.
    static BEFORE: RefCell<Vec<Panic>> = const { RefCell::new(Vec::new()) };
}

/// A panic: where, if that is in an exercise's own source, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Panic {
    place: Option<String>,
    text: String,
}

impl fmt::Display for Panic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "PANICKED: at {place}\n{}", wrapped(&self.text)),
            None => write!(f, "PANICKED: the call did not return, it panicked:\n{}", wrapped(&self.text)),
        }
    }
}

/// Keeps panics of other threads than this one, which is a test's, until [`taken`].
pub(crate) fn keep() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |info| hook(info, &*print)));
    });
    IS_A_TEST.set(true);
    *lock(&SEEN) = Some(Vec::new());
}

/// Ends what [`keep`] began: the panics since, each once, those in the exercise's source if there are any.
pub(crate) fn taken() -> Vec<Panic> {
    let mut all = lock(&SEEN).take().unwrap_or_default();
    if all.iter().any(|panic| panic.place.is_some()) {
        all.retain(|panic| panic.place.is_some());
    }
    all.dedup();
    all.truncate(MOST);
    all
}

/// Panics of a run that ended all the same: should the test fail later, they are told below the verdict.
pub(crate) fn remember(panics: Vec<Panic>) {
    BEFORE.with_borrow_mut(|before| before.extend(panics));
}

/// What was thrown, as the message of [`watched`](crate::watched); `thrown` itself if nothing was kept.
pub(crate) fn told(panics: &[Panic], thrown: &str) -> String {
    match panics {
        [] => Panic { place: None, text: thrown.to_owned() }.to_string(),
        [first, later @ ..] => {
            let later =
                later.iter().map(|panic| format!("\nThen {}", panic.to_string().trim_start_matches("PANICKED: ")));
            first.to_string() + &later.collect::<String>()
        }
    }
}

fn hook(info: &PanicHookInfo<'_>, print: &dyn Fn(&PanicHookInfo<'_>)) {
    let file = info.location().map(|location| location.file().replace('\\', "/")).unwrap_or_default();
    let in_a_test = file.contains("/tests/");
    if IS_A_TEST.get() {
        print(info);
        for panic in BEFORE.take().iter().take(MOST) {
            eprintln!("\nBefore that, something {panic}");
        }
    } else if in_a_test || !note(info, file) {
        print(info);
    }
}

/// Keeps it, if a run is watched.
fn note(info: &PanicHookInfo<'_>, file: String) -> bool {
    let own = file.starts_with("exercises/") && file.contains("/src/");
    let line = info.location().map_or(0, panic::Location::line);
    let text = info.payload_as_str().unwrap_or("(a panic without a text)").to_owned();
    match &mut *lock(&SEEN) {
        Some(seen) => seen.push(Panic { place: own.then(|| format!("{file}:{line}")), text }),
        None => return false,
    }
    true
}

/// In lines of at most 80 columns. A word that is longer stays whole.
fn wrapped(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for given in text.lines() {
        let mut line = String::new();
        for word in given.split(' ') {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line += word;
        }
        lines.push(line);
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_wrapped_and_lose_nothing() {
        let text = format!("{}\n\nsecond {}", "a few words ".repeat(20).trim_end(), "x".repeat(100));
        let wrapped = wrapped(&text);
        assert!(wrapped.lines().all(|line| line.chars().count() <= 80 || !line.contains(' ')), "{wrapped}");
        assert_eq!(wrapped.split_whitespace().collect::<Vec<_>>(), text.split_whitespace().collect::<Vec<_>>());
    }

    #[test]
    fn the_first_line_names_the_verdict_and_the_place() {
        let panic = |line| Panic { place: Some(format!("exercises/a/b/src/lib.rs:{line}")), text: "no".to_owned() };
        let told = told(&[panic(7), panic(9)], "no");
        assert_eq!(told, "PANICKED: at exercises/a/b/src/lib.rs:7\nno\nThen at exercises/a/b/src/lib.rs:9\nno");
    }
}
