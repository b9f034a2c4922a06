//! `learn doctor`: a verdict a line, whatever the machine.

use crate::{FAKE, assert_fits_the_screen, learn, learn_with_fake, outcome};

#[test]
fn every_finding_has_a_verdict_and_a_way_out_where_it_is_not_ok() {
    let (code, out, err) = outcome(&mut learn(&["doctor"]));
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    assert_fits_the_screen(&out);
    let (findings, summary) = out.trim_end().split_once("\n\n").expect("a summary behind the findings");
    assert!(summary.starts_with("Lessons run here"), "{summary}");
    let lines: Vec<&str> = findings.lines().collect();
    for (line, next) in lines.iter().zip(lines[1..].iter().chain([&""])) {
        match line.get(..4) {
            Some("ok  ") => assert!(!next.trim_start().starts_with("->"), "{out}"),
            // What was found may take a second line.
            Some("!!  " | "--  ") => assert!(next.starts_with("     "), "{out}"),
            _ => assert!(line.starts_with("     "), "{out}"),
        }
    }
    for what in ["Rust", "cargo", "linker", "crates", "disk", "cores", "clock", "just", "mdbook", "git"] {
        let named = |line: &&&str| line.get(4..).is_some_and(|rest| rest.starts_with(&format!("{what} ")));
        assert_eq!(lines.iter().filter(named).count(), 1, "{what}: {out}");
    }
}

#[test]
fn an_older_rust_stops_lessons_and_names_the_way_out() {
    let mut command = learn_with_fake(&["doctor"]);
    command.env("RUSTC", &*FAKE).env("FAKE_VERSION", "rustc 1.80.0 (051478957 2024-07-21)");
    let (code, out, _) = outcome(&mut command);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("!!  Rust         1.80.0 (051478957 2024-07-21); 1.95 or newer is needed\n"), "{out}");
    assert!(out.contains("-> rustup update stable"), "{out}");
    assert_fits_the_screen(&out);
}

#[test]
fn what_is_missing_altogether_is_a_finding_too() {
    let mut command = learn(&["doctor"]);
    command.env("RUSTC", "no-such-rustc").env("CARGO", "no-such-cargo");
    let (code, out, err) = outcome(&mut command);
    assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
    for what in ["Rust", "cargo"] {
        let lines = out.split_once(&format!("!!  {what:<12} ")).expect(&out).1;
        assert!(lines.lines().nth(1).is_some_and(|line| line.contains("https://rustup.rs")), "{out}");
    }
}
