//! `std::hint`; `spin_loop` lets other threads run in a model.

pub use std::hint::{assert_unchecked, black_box, unreachable_unchecked};

/// `std::hint::spin_loop`; in a model a yield, as every loop that waits must have one.
#[inline]
pub fn spin_loop() {
    if crate::model::mode() == crate::model::Mode::Outside {
        std::hint::spin_loop();
    } else {
        crate::thread::yield_now();
    }
}
