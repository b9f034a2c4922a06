//! The program `record`, from outside.

use std::fs;
use std::process::{Command, Output};

use book::records;

fn record(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_record");
    // In the place of cargo it is started itself, and refuses what it is given, as a lesson that can't be built.
    Command::new(program).args(arguments).env("CARGO", program).output().expect("the program starts")
}

#[test]
fn bad_input_is_a_sentence() {
    let cases: [(&[&str], &str); 5] = [
        (&["9"], "there is no lesson 9"),
        (&["async"], "there is no lesson async"),
        (&["--force"], "there is no flag --force"),
        (&["--draw", "1"], "runs no lesson"),
        (&["1", "nonsense"], "nonsense"),
    ];
    for (arguments, sentence) in cases {
        let Output { status, stdout, stderr } = record(arguments);
        let stderr = String::from_utf8_lossy(&stderr);
        assert_eq!((status.code(), stdout.len()), (Some(2), 0), "{arguments:?}: {stderr}");
        assert!(stderr.starts_with("error: ") && stderr.contains(sentence), "{arguments:?}: {stderr}");
    }
}

#[test]
fn help_says_what_it_does() {
    let Output { status, stdout, .. } = record(&["--help"]);
    let help = String::from_utf8_lossy(&stdout);
    assert!(status.success() && help.contains("--draw") && help.lines().all(|line| line.len() <= 80), "{help}");
}

#[test]
fn a_lesson_that_fails_leaves_its_old_record() {
    let folder = records::root().join("book/recorded");
    let there = || ["async-fetch.json", "async-fetch.txt"].map(|name| fs::read(folder.join(name)).expect("a record"));
    let before = there();
    let Output { status, stderr, .. } = record(&["1"]);
    let stderr = String::from_utf8_lossy(&stderr);
    assert_eq!(status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("error: lesson 1: ") && stderr.contains("its old record stays"), "{stderr}");
    assert!(before == there());
}
