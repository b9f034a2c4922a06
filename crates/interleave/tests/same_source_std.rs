//! See `same_source_model.rs`: the same source with real threads.

#[path = "fixtures/counter.rs"]
mod counter;
#[path = "fixtures/handing_over.rs"]
mod handing_over;

#[test]
fn counts_with_std() {
    assert_eq!(counter::count(), 2);
}

#[test]
fn hands_over_with_std() {
    assert_eq!((handing_over::sum(), handing_over::once()), (3, 5));
    handing_over::ends();
    handing_over::bounds();
}
