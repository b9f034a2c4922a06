//! See `same_source_std.rs`: the same source in every interleaving, and with the facade outside a check.

extern crate interleave as std;

#[path = "fixtures/counter.rs"]
mod counter;
#[path = "fixtures/handing_over.rs"]
mod handing_over;

use interleave::check;

#[test]
fn counts_in_the_model_and_outside_it() {
    check(|| assert_eq!(counter::count(), 2));
    assert_eq!(counter::count(), 2);
}

#[test]
fn sums_in_the_model_and_outside_it() {
    check(|| assert_eq!(handing_over::sum(), 3));
    assert_eq!(handing_over::sum(), 3);
}

#[test]
fn ends_are_the_same_in_the_model_and_outside_it() {
    check(handing_over::ends);
    handing_over::ends();
}

#[test]
fn bounds_are_the_same_in_the_model_and_outside_it() {
    check(handing_over::bounds);
    handing_over::bounds();
}

#[test]
fn once_is_the_same_in_the_model_and_outside_it() {
    check(|| assert_eq!(handing_over::once(), 5));
    assert_eq!(handing_over::once(), 5);
    check(|| assert_eq!(handing_over::once(), 5));
}
