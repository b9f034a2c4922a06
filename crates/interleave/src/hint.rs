//! `std::hint`; `spin_loop` lets other threads run in a model.

pub use std::hint::{assert_unchecked, black_box, unreachable_unchecked};

use crate::within::{Way, seen, way};
use std::panic::Location;

/// `std::hint::spin_loop`; in a model a yield, as every loop that waits must have one.
#[inline]
#[track_caller]
pub fn spin_loop() {
    match way() {
        Way::Std => std::hint::spin_loop(),
        Way::Watched => {
            seen(Location::caller());
            std::hint::spin_loop();
        }
        Way::Model => crate::thread::yield_now(),
    }
}
