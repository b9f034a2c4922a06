//! What the tests of this chapter share: is the code under test inside the model, and numbers that no constant guesses.

use std::cell::Cell;
use std::hash::{BuildHasher, RandomState};
use std::ops::RangeInclusive;
use std::path::Path;

/// What takes code out of the model, and why.
const REFUSED: [(&str, &str); 12] = [
    ("::std", "write `std::…`, as the model's line on top says it"),
    ("core::sync", "these atomics are the real ones: write `std::sync::…`"),
    ("core::cell", "these cells are the real ones: write `std::cell::…`"),
    ("extern crate std", "this is the real standard library"),
    ("extern crate core", "this is the real core library"),
    ("parking_lot", "the model does not see the locks of other crates"),
    ("crossbeam", "the model does not see the threads and queues of other crates"),
    ("loom::", "write plain std code: the model is behind it"),
    ("process::", "that would end the tests, not the thread"),
    ("static mut", "the model does not see accesses to a `static mut`"),
    ("interleave::", "write plain std code: the model is behind it"),
    ("unsafe", "this exercise needs none"),
];

/// Fails the test if the source of the package leaves the model; `allowed` names what the exercise does need.
///
/// # Panics
/// If it does.
#[track_caller]
pub fn assert_source(package: &str, allowed: &[&str]) {
    let path = Path::new(package).join("src/lib.rs");
    let source = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    if let Some(problem) = problem(&source, allowed) {
        panic!("{}", wrapped(&format!("LEAVES THE MODEL: src/lib.rs {problem}")));
    }
}

/// Fails the test if the source of the package has the text: the exercise is to do without it.
///
/// # Panics
/// If it has.
#[track_caller]
pub fn assert_without(package: &str, text: &str, why: &str) {
    let path = Path::new(package).join("src/lib.rs");
    let source = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    if let Some(at) = source.lines().position(|line| line.split("//").next().is_some_and(|code| code.contains(text))) {
        panic!("{}", wrapped(&format!("NOT YOUR OWN: src/lib.rs has `{text}` in line {}: {why}.", at + 1)));
    }
}

fn problem(source: &str, allowed: &[&str]) -> Option<String> {
    let code: Vec<String> = source.lines().map(|line| squeeze(line.split("//").next().unwrap_or(""))).collect();
    if !code.iter().any(|line| line == "extern crate interleave as std;") {
        return Some(
            "has no line `extern crate interleave as std;`. Without it the threads are real ones, which run in one order \
             of many: a test that passes says nothing."
                .to_owned(),
        );
    }
    for (text, why) in REFUSED.iter().filter(|(text, _)| !allowed.contains(text)) {
        let at = code.iter().position(|line| line.contains(text) && !line.contains(&format!("_{text}")));
        if let Some(line) = at {
            return Some(format!("has `{text}` in line {}: {why}.", line + 1));
        }
    }
    None
}

/// A message in lines of at most 80 columns; those after the first are indented.
pub fn wrapped(message: &str) -> String {
    let (mut out, mut column) = (String::new(), 0);
    for word in message.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > 80 {
            out += "\n  ";
            column = 2;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out += word;
        column += length;
    }
    out
}

/// The line with one space where it has several.
fn squeeze(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

thread_local!(static DRAWN: Cell<u64> = const { Cell::new(0) });

/// A number of the range that differs from run to run.
///
/// With a number in the environment's `DRAW_SEED` it depends on that, on the name of the thread (libtest names a test's
/// thread by the test) and on how many were drawn there before. That is for pages of messages that are compared with
/// older ones; no verdict is given so.
pub fn draw(range: RangeInclusive<u64>) -> u64 {
    let seed = std::env::var("DRAW_SEED").ok().and_then(|seed| seed.parse().ok());
    let drawn = seed.map_or_else(|| RandomState::new().hash_one(0), seeded);
    range.start() + drawn % (range.end() - range.start() + 1)
}

/// The next number of this thread, by FNV-1a: the same in all versions of Rust.
fn seeded(seed: u64) -> u64 {
    let nth = DRAWN.replace(DRAWN.get() + 1);
    let thread = std::thread::current();
    let bytes = seed.to_le_bytes().into_iter().chain(nth.to_le_bytes()).chain(thread.name().unwrap_or("").bytes());
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    // The low bits of the product know little of the last bytes.
    hash ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::{draw, problem, seeded, wrapped};

    #[test]
    fn draws_differ_and_seeded_ones_are_the_same_in_a_thread_of_the_same_name() {
        let drawn = |seed| {
            let thread = std::thread::Builder::new().name("a test".to_owned());
            thread.spawn(move || [seeded(seed), seeded(seed)]).unwrap().join().unwrap()
        };
        assert_eq!(drawn(1), drawn(1));
        let ([one, two], [other, _]) = (drawn(1), drawn(2));
        assert!(one != two && one != other, "{one} {two} {other}");
        let draws: Vec<u64> = (0..8).map(|_| draw(1..=u64::MAX - 1)).collect();
        assert!(draws.iter().any(|one| *one != draws[0]), "{draws:?}");
    }

    #[test]
    fn messages_have_80_columns() {
        assert_eq!(wrapped(&"word ".repeat(17)), format!("{}word\n  word", "word ".repeat(15)));
        assert_eq!(wrapped("short"), "short");
    }

    #[test]
    fn plain_std_code_stays_in() {
        let source = "extern crate interleave as std; // keep\nuse std::sync::Mutex; // not core::sync\n";
        assert_eq!(problem(source, &[]), None);
    }

    #[test]
    fn a_missing_or_commented_facade_is_seen() {
        assert!(problem("use std::thread;", &[]).is_some());
        assert!(problem("// extern crate interleave as std;", &[]).is_some());
    }

    #[test]
    fn what_leaves_the_model_is_named_with_its_line() {
        let source = "extern crate interleave as std;\nuse ::std::thread;\n";
        assert!(problem(source, &[]).unwrap().contains("`::std` in line 2"));
        let source = "extern crate interleave as std;\nunsafe impl Sync for X {}\n";
        assert!(problem(source, &[]).is_some());
        assert_eq!(problem(source, &["unsafe"]), None);
    }
}
