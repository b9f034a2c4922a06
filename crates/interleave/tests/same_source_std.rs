//! See `same_source_model.rs`: the same source with real threads.

#[path = "fixtures/counter.rs"]
mod counter;

#[test]
fn counts_with_std() {
    assert_eq!(counter::count(), 2);
}
