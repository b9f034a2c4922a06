//! The compiler refuses to spawn the future that holds a lock across an `.await`, with the words that the page shows.

use std::path::Path;
use std::process::Command;

/// The words were recorded with this version; another one may say the same differently.
const RECORDED_WITH: &str = "rustc 1.95.0 ";

fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

#[test]
fn a_guard_held_across_an_await_may_not_change_its_thread() {
    let version = rustc().arg("--version").output().expect("rustc runs").stdout;
    let version = String::from_utf8(version).expect("its version is text");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("does-not-compile");
    let recorded = include_str!("../does-not-compile/spawned.stderr").replace("\r\n", "\n");
    let out = tempfile::tempdir().expect("a temporary folder");
    let output = rustc()
        .current_dir(&folder)
        .args(["--edition", "2024", "--emit", "metadata", "--color", "never", "--out-dir"])
        .arg(out.path())
        .arg("spawned.rs")
        .output()
        .expect("rustc runs");
    let words = String::from_utf8(output.stderr).expect("its words are text");
    assert_eq!(output.status.code(), Some(1), "it compiles:\n{words}");
    assert!(words.contains("MutexGuard") && words.contains("`Send`"), "refused for another reason:\n{words}");
    if version.starts_with(RECORDED_WITH) {
        assert!(words.starts_with(&recorded), "recorded:\n{recorded}\nsaid by {version}:\n{words}");
    }
}
