//! FIXED, four times: what differs is what each increment costs.

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

// ANCHOR: fixes
/// Holds the standard library's lock around each read-add-write.
pub fn increment_mutex(counter: &Mutex<u64>, times: u64) {
    for _ in 0..times {
        *counter.lock().unwrap_or_else(PoisonError::into_inner) += 1;
    }
}

/// The same with `parking_lot`'s lock.
pub fn increment_parking_lot(counter: &parking_lot::Mutex<u64>, times: u64) {
    for _ in 0..times {
        *counter.lock() += 1;
    }
}

/// Makes read-add-write one step that the processor does as a whole.
pub fn increment_fetch_add(counter: &AtomicU64, times: u64) {
    for _ in 0..times {
        counter.fetch_add(1, Relaxed);
    }
}

/// Shares nothing while counting: returns the thread's own sum, to be added at the end.
#[must_use]
pub fn count_alone(times: u64) -> u64 {
    let mut own = 0;
    for _ in 0..times {
        // Without this the optimiser puts `own = times` in the place of the loop.
        own = black_box(own + 1);
    }
    own
}
// ANCHOR_END: fixes
