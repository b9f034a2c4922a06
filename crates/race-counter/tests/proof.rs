//! What the proof says, and that it says the same each time.

use interleave::{Cause, Kind};
use race_counter::proof::{
    a_sum_per_thread, fetch_add, load_add_store, load_add_store_explored, relaxed_flag, release_acquire_flag,
    under_a_lock,
};

#[test]
fn load_add_store_loses_an_update_by_the_order_of_its_steps() {
    let failure = load_add_store().expect_err("some interleaving loses an update");
    assert_eq!((failure.kind, failure.cause), (Kind::LostUpdate, Cause::Order));
    assert_eq!((failure.orders.failing, failure.orders.executions, failure.orders.complete), (4, 6, true), "{failure}");
    // Both load before either stores: four steps, no more.
    let steps: Vec<(&str, Option<&str>, Option<&str>)> =
        failure.rows.iter().map(|row| (row.thread.as_str(), row.read.as_deref(), row.wrote.as_deref())).collect();
    let [first, second, ..] = steps[..] else { panic!("{failure}") };
    assert_eq!((first.1, second.1), (Some("0"), Some("0")), "{failure}");
    assert_ne!(first.0, second.0, "{failure}");
    assert_eq!(steps.len(), 4, "{failure}");
    assert_eq!(failure.to_string(), load_add_store().expect_err("again").to_string());
}

#[test]
fn no_fix_loses_an_update_in_any_interleaving() {
    for (name, verdict) in [("lock", under_a_lock()), ("fetch_add", fetch_add()), ("sum", a_sum_per_thread())] {
        let report = verdict.unwrap_or_else(|failure| panic!("{name}:\n{failure}"));
        assert!(report.orders.complete, "{name}");
    }
}

#[test]
fn the_exploration_counts_what_the_check_counts() {
    let seen = load_add_store_explored();
    let counts: Vec<_> = seen.outcomes.iter().map(|o| (o.result.as_str(), o.orders)).collect();
    assert_eq!(counts, [("1", 4), ("2", 2)]);
    assert!(seen.graph.is_some());
}

#[test]
fn the_relaxed_flag_fails_by_memory_ordering_and_release_acquire_mends_it() {
    let failure = relaxed_flag().expect_err("the data may be missing");
    assert_eq!((failure.kind, failure.cause), (Kind::WrongResult, Cause::MemoryOrdering));
    release_acquire_flag().unwrap_or_else(|failure| panic!("{failure}"));
}
