//! In every interleaving: `RUSTFLAGS="--cfg loom" cargo test -p plain-loom --test loom --release`.
#![cfg(loom)]

use plain_loom::Slot;
use plain_loom::sync::{Arc, AtomicBool, Ordering, UnsafeCell, thread};

// ANCHOR: whole
#[test]
fn a_value_is_taken_whole_or_not_at_all() {
    loom::model(|| {
        let slot = Arc::new(Slot::new());
        let giver = Arc::clone(&slot);
        // SAFETY: one thread gives, once.
        let giver = thread::spawn(move || unsafe { giver.give(42) });
        // SAFETY: one thread takes.
        let early = unsafe { slot.take() };
        assert!(early.is_none() || early == Some(42));
        giver.join().unwrap();
        // SAFETY: the same thread.
        assert_eq!(early.or(unsafe { slot.take() }), Some(42));
    });
}
// ANCHOR_END: whole

// ANCHOR: relaxed
struct Shared {
    is_full: AtomicBool,
    value: UnsafeCell<u64>,
}
// SAFETY: none, and that is what the test shows: Relaxed orders nothing.
unsafe impl Sync for Shared {}

#[test]
#[should_panic(expected = "Causality violation: Concurrent read and write accesses")]
fn a_relaxed_flag_hands_nothing_over() {
    loom::model(|| {
        let shared = Arc::new(Shared { is_full: AtomicBool::new(false), value: UnsafeCell::new(0) });
        let writer = Arc::clone(&shared);
        thread::spawn(move || {
            // SAFETY: none.
            writer.value.with_mut(|value| unsafe { *value = 42 });
            writer.is_full.store(true, Ordering::Relaxed);
        });
        if shared.is_full.load(Ordering::Relaxed) {
            // SAFETY: none.
            assert_eq!(shared.value.with(|value| unsafe { *value }), 42);
        }
    });
}
// ANCHOR_END: relaxed
