//! See `same_source_std.rs`: the same source in every interleaving, and with the facade outside a check.

extern crate interleave as std;

#[path = "fixtures/counter.rs"]
mod counter;

#[test]
fn counts_in_the_model_and_outside_it() {
    interleave::check(|| assert_eq!(counter::count(), 2));
    assert_eq!(counter::count(), 2);
}
