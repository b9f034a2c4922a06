//! What a test program's output says: the line of each test, and what a failing one printed.

use std::collections::BTreeMap;

/// What the line of a test says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    Ok,
    Failed,
    Ignored,
}

/// The tests that a program lists with `--list`.
pub(crate) fn listed(stdout: &str) -> Vec<String> {
    stdout.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect()
}

/// The lines `test NAME ... WORD`, in their order.
pub(crate) fn results(stdout: &str) -> Vec<(&str, Word)> {
    let read = |line| {
        let (name, word) = str::strip_prefix(line, "test ")?.split_once(" ... ")?;
        let word = match word {
            "ok" => Word::Ok,
            "FAILED" => Word::Failed,
            word if word.starts_with("ignored") => Word::Ignored,
            _ => return None,
        };
        Some((name.strip_suffix(" - should panic").unwrap_or(name), word))
    };
    stdout.lines().filter_map(read).collect()
}

/// What each failing test printed, without the lines that libtest and the runtime put around it. With `places`, a panic
/// in the answer's own source keeps its place.
pub(crate) fn messages(stdout: &str, places: bool) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut current = None;
    for line in stdout.lines() {
        if let Some(name) = line.strip_prefix("---- ").and_then(|line| line.strip_suffix(" stdout ----")) {
            current = Some(name);
            found.entry(name.to_owned()).or_default();
        } else if line == "failures:" {
            current = None;
        } else if let Some(name) = current {
            let place = place(line).filter(|_| places).map(|place| format!("at {place}"));
            let line = if is_noise(line) { place } else { Some(line.to_owned()) };
            found.entry(name.to_owned()).or_default().extend(line);
        }
    }
    found.into_iter().map(|(name, lines)| (name, lines.join("\n").trim_matches('\n').to_owned())).collect()
}

/// The file and line of a panic in an answer: `exercises/04_race_counter/01_lost_update/src/lib.rs:9`.
fn place(line: &str) -> Option<String> {
    let (_, place) = line.split_once(" panicked at ")?;
    let place = place.trim_end_matches(':').replace('\\', "/");
    let own = place.starts_with("exercises/") && place.contains("/src/");
    own.then(|| place.rsplit_once(':').map_or(&*place, |(place, _)| place).to_owned())
}

fn is_noise(line: &str) -> bool {
    line.starts_with("thread '") && line.contains(" panicked at ") || line.starts_with("note: run with `RUST_BACKTRACE")
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "
running 4 tests
test a ... ok
test b - should panic ... FAILED
test c ... ignored, slow
test d ... FAILED

failures:

---- b stdout ----
note: test did not panic as expected at x.rs:1:2

---- d stdout ----

thread 'd' (7) panicked at x.rs:9:5:
LOST UPDATE: two
  lines

 #  table
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace


failures:
    b
    d

test result: FAILED. 1 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
";

    #[test]
    fn each_test_has_its_line() {
        let expected = [("a", Word::Ok), ("b", Word::Failed), ("c", Word::Ignored), ("d", Word::Failed)];
        assert_eq!(results(OUTPUT), expected);
        assert_eq!(results("test result: ok. 3 passed; 0 failed\ntest e ... perhaps\n"), []);
    }

    #[test]
    fn a_message_is_what_the_test_said() {
        let messages = messages(OUTPUT, false);
        assert_eq!(messages["d"], "LOST UPDATE: two\n  lines\n\n #  table");
        assert_eq!(messages.len(), 2);
    }

    #[test]
    fn a_panic_in_the_answer_keeps_its_place() {
        let output = OUTPUT.replace("x.rs:9:5", "exercises\\4\\x\\src\\lib.rs:9:5");
        assert!(messages(&output, true)["d"].starts_with("at exercises/4/x/src/lib.rs:9\nLOST UPDATE: two\n"));
        assert_eq!(messages(&output, false), messages(OUTPUT, true));
    }

    #[test]
    fn tests_are_listed_by_name() {
        assert_eq!(listed("a: test\nm::b: test\n\n2 tests, 0 benchmarks\n"), ["a", "m::b"]);
    }
}
