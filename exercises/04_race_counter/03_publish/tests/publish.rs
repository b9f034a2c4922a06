//! A writer and a reader in every interleaving, with every value that a read may return; and once with real threads.

use interleave::{check, thread, within};
use publish::Slot;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::Duration;

/// Long enough for right code on any machine: it only turns a hang into a message.
const LIMIT: Duration = Duration::from_secs(10);

fn stays_in_the_model() {
    in_model::assert_source(env!("CARGO_MANIFEST_DIR"), &[]);
}

#[test]
fn the_code_stays_in_the_model() {
    stays_in_the_model();
}

#[test]
fn ready_means_that_the_value_is_there() {
    stays_in_the_model();
    let value = in_model::draw(1..=1_000_000);
    check(move || {
        let slot = Slot::new();
        thread::scope(|s| {
            s.spawn(|| slot.publish(value));
            s.spawn(|| {
                if let Some(read) = slot.read() {
                    assert_eq!(read, value, "the slot is ready, and the value that was read is not the published one");
                }
            });
        });
    });
}

#[test]
fn an_empty_slot_has_nothing() {
    stays_in_the_model();
    check(|| assert_eq!(Slot::new().read(), None, "nobody has published anything yet"));
}

#[test]
fn once_published_it_stays() {
    stays_in_the_model();
    let value = in_model::draw(1..=1_000_000);
    check(move || {
        let slot = Slot::new();
        thread::scope(|s| {
            s.spawn(|| slot.publish(value));
        });
        assert_eq!(slot.read(), Some(value), "NOT SEEN: the publishing thread has ended, and {value} can't be read");
        assert_eq!(slot.read(), Some(value), "NOT SEEN: {value} was read once, and can't be read again");
    });
}

#[test]
fn a_reader_can_see_it_while_the_publisher_runs() {
    stays_in_the_model();
    let seen = Arc::new(AtomicBool::new(false));
    let note = Arc::clone(&seen);
    check(move || {
        let slot = Slot::new();
        thread::scope(|s| {
            s.spawn(|| slot.publish(7));
            s.spawn(|| note.fetch_or(slot.read().is_some(), SeqCst));
        });
    });
    assert!(
        seen.load(SeqCst),
        "NOT SEEN: in no interleaving does a reader see the value before the publisher is\n  joined"
    );
}

#[test]
fn real_threads_read_the_value() {
    stays_in_the_model();
    let value = in_model::draw(1..=1_000_000);
    let last = within(LIMIT, move || {
        let slot = Slot::new();
        thread::scope(|s| {
            s.spawn(|| slot.publish(value));
            s.spawn(|| {
                for read in (0..1_000).filter_map(|_| slot.read()) {
                    assert!(read == value, "NOT PUBLISHED: a real thread read {read}, and {value} was published");
                }
            });
        });
        slot.read()
    });
    assert!(last == Some(value), "NOT SEEN: a real thread published {value}, and it can't be read");
}
