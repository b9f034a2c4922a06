//! The compiler's words that the lesson shows are the compiler's.

use std::path::Path;
use std::process::Command;

use race_counter::REFUSALS;

/// The words were recorded with this version; another one may say the same differently.
const RECORDED_WITH: &str = "rustc 1.95.0 ";

fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

/// The compiler's words, without the blanks before line numbers: the margin is as wide as the
/// longest of them, and where the component `rust-src` is installed (rust-analyzer asks for it),
/// notes that follow show lines of the standard library, with numbers in the hundreds.
fn without_margin(words: &str) -> String {
    let lines = words.lines().map(|line| match line.split_once('|') {
        Some((number, code)) => format!("{}|{code}\n", number.trim()),
        None => format!("{}\n", line.trim_start()),
    });
    lines.collect::<String>().trim_end().to_owned()
}

#[test]
fn the_article_s_programs_are_refused_with_these_words() {
    let version = rustc().arg("--version").output().expect("rustc runs").stdout;
    let version = String::from_utf8(version).expect("its version is text");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("does-not-compile");
    let out = tempfile::tempdir().expect("a temporary folder");
    for refusal in REFUSALS {
        let output = rustc()
            .current_dir(&folder)
            .args(["--edition", "2024", "--emit", "metadata", "--color", "never", "--out-dir"])
            .arg(out.path())
            .arg(refusal.file)
            .output()
            .expect("rustc runs");
        let words = String::from_utf8(output.stderr).expect("its words are text");
        assert_eq!(output.status.code(), Some(1), "{} compiles:\n{words}", refusal.file);
        let headline = format!("error[{}]: ", refusal.code());
        assert!(words.starts_with(&headline), "another error than {headline}\n{words}");
        if version.starts_with(RECORDED_WITH) {
            assert!(
                without_margin(&words).starts_with(&without_margin(refusal.error())),
                "recorded:\n{}\n\nsaid by {version}:\n{words}",
                refusal.error()
            );
        }
    }
}

#[test]
fn what_is_shown_is_the_error_without_the_rest() {
    for refusal in REFUSALS {
        let error = refusal.error();
        assert!(error.starts_with("error[E0") && error.contains("-->"), "{error}");
        assert!(!error.contains("/rustc/") && !error.contains("aborting"), "{error}");
    }
    assert!(REFUSALS[0].error().contains("data races"), "the point of showing it");
}
