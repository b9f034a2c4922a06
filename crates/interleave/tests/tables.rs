//! The text of each kind of failure, held in `tests/snapshots`. `UPDATE=1 cargo test` writes them anew.

extern crate interleave as std;

mod fixtures;

use interleave::{Cause, Checker, Failure, Kind};

fn failure(f: fn()) -> Failure {
    Checker::new().try_check(f).expect_err("it fails in some interleaving")
}

/// The text, with paths as Unix writes them.
fn shown(failure: &Failure) -> String {
    format!("{failure}\n").replace('\\', "/")
}

fn snapshot(name: &str, f: fn()) -> Failure {
    let failure = failure(f);
    let path = format!("{}/tests/snapshots/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let text = shown(&failure);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, wanted.replace("\r\n", "\n"), "\n{text}");
    assert!(text.lines().all(|l| l.chars().count() <= 80), "wider than 80 columns:\n{text}");
    assert_eq!(text, shown(&self::failure(f)), "the same check, the same text");
    failure
}

#[test]
fn lost_update() {
    let failure = snapshot("lost_update", fixtures::lost_update);
    assert_eq!((failure.kind, failure.cause), (Kind::LostUpdate, Cause::Order));
}

#[test]
fn publish_relaxed() {
    let failure = snapshot("publish_relaxed", fixtures::publish_relaxed);
    assert_eq!((failure.kind, failure.cause), (Kind::WrongResult, Cause::MemoryOrdering));
}

#[test]
fn opposite_locks() {
    let failure = snapshot("opposite_locks", fixtures::opposite_locks);
    assert_eq!((failure.kind, failure.cause), (Kind::Deadlock, Cause::Order));
}

#[test]
fn data_race() {
    let failure = snapshot("data_race", fixtures::data_race);
    assert_eq!((failure.kind, failure.cause), (Kind::DataRace, Cause::NoSynchronisation));
}

#[test]
fn lost_wakeup() {
    let failure = snapshot("lost_wakeup", fixtures::lost_wakeup);
    assert_eq!((failure.kind, failure.cause), (Kind::NeverWoken, Cause::Order));
}

#[test]
fn check_then_act() {
    let failure = snapshot("check_then_act", fixtures::check_then_act);
    assert_eq!((failure.kind, failure.cause), (Kind::WrongResult, Cause::Order));
}

#[test]
fn spin_without_yield() {
    assert_eq!(snapshot("spin_without_yield", fixtures::spin_without_yield).kind, Kind::Spin);
}

#[test]
fn too_many_threads() {
    assert_eq!(snapshot("too_many_threads", fixtures::too_many_threads).kind, Kind::Incomplete);
}

#[test]
fn wait_with_if() {
    let failure = snapshot("wait_with_if", fixtures::wait_with_if);
    assert_eq!((failure.kind, failure.cause), (Kind::WrongResult, Cause::SpuriousWakeup));
}
