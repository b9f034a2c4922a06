//! `learn warm-up`: which commands run, in which order, and what stops it.

use crate::{assert_fits_the_screen, learn_with_fake, outcome};

#[test]
fn everything_is_fetched_then_built_and_each_command_shown() {
    let (code, out, err) = outcome(&mut learn_with_fake(&["warm-up"]));
    assert_eq!(code, Some(0));
    let shown: Vec<&str> = err.lines().filter_map(|line| line.strip_prefix("$ cargo ")).collect();
    let run: Vec<&str> = err.lines().filter_map(|line| line.strip_prefix("fake: ")).collect();
    assert_eq!(shown, run, "{err}");
    let expected = [
        "fetch --locked",
        "build -p async-fetch --locked",
        "build -p scheduler-scaling --locked",
        "test --no-run --locked",
        "test --workspace --no-run --locked",
    ];
    assert_eq!(run, expected);
    assert!(out.contains("without a network"), "{out}");
    assert_fits_the_screen(&out);
}

#[test]
fn the_first_failure_ends_it() {
    let (code, out, err) = outcome(learn_with_fake(&["warm-up"]).env("FAKE_FETCH", "101"));
    assert_eq!((code, out.as_str()), (Some(101), ""));
    assert!(!err.contains("fake: build") && err.contains("Stopped here"), "{err}");
    assert_fits_the_screen(&err);
}
