//! The same crate with real threads, under plain `cargo test`.
#![cfg(not(loom))]

use plain_loom::Slot;
use plain_loom::sync::{Arc, thread};

#[test]
fn what_is_given_is_taken() {
    let slot = Arc::new(Slot::new());
    let giver = Arc::clone(&slot);
    // SAFETY: one thread gives, once.
    let giver = thread::spawn(move || unsafe { giver.give(vec![42]) });
    giver.join().unwrap();
    // SAFETY: one thread takes.
    assert_eq!(unsafe { (slot.take(), slot.take()) }, (Some(vec![42]), None));
}
