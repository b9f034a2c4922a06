//! Channels in every interleaving.

extern crate interleave as std;

use interleave::{Checker, Failure, Kind, check};
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::mpsc::{RecvError, SendError, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

fn failure(f: impl Fn() + Send + Sync + 'static) -> Failure {
    Checker::new().try_check(f).expect_err("it fails in some interleaving")
}

struct Plain(UnsafeCell<u64>);
// SAFETY: the message, if it is received, orders the accesses. That is what is tested.
unsafe impl Sync for Plain {}

#[test]
fn what_was_written_before_a_send_is_there_after_its_recv() {
    for bound in [None, Some(0), Some(1)] {
        check(move || {
            let data = Arc::new(Plain(UnsafeCell::new(0)));
            let writer = Arc::clone(&data);
            let receiver = match bound {
                None => {
                    let (sender, receiver) = channel();
                    thread::spawn(move || {
                        // SAFETY: see above.
                        writer.0.with_mut(|v| unsafe { *v = 42 });
                        sender.send(()).unwrap();
                    });
                    receiver
                }
                Some(bound) => {
                    let (sender, receiver) = sync_channel(bound);
                    thread::spawn(move || {
                        // SAFETY: see above.
                        writer.0.with_mut(|v| unsafe { *v = 42 });
                        sender.send(()).unwrap();
                    });
                    receiver
                }
            };
            receiver.recv().unwrap();
            // SAFETY: see above.
            assert_eq!(data.0.with(|v| unsafe { *v }), 42);
        });
    }
}

#[test]
fn a_send_after_the_write_only_orders_nothing_more() {
    let failure = failure(|| {
        let data = Arc::new(Plain(UnsafeCell::new(0)));
        let writer = Arc::clone(&data);
        let (sender, receiver) = channel();
        thread::spawn(move || {
            sender.send(()).unwrap();
            // SAFETY: none: it comes after the send.
            writer.0.with_mut(|v| unsafe { *v = 42 });
        });
        receiver.recv().unwrap();
        // SAFETY: none.
        data.0.with(|v| unsafe { *v });
    });
    assert_eq!(failure.kind, Kind::DataRace, "{failure}");
}

#[test]
fn once_all_senders_are_gone_recv_is_an_error() {
    check(|| {
        let (sender, receiver) = channel();
        let second = sender.clone();
        let a = thread::spawn(move || drop(sender));
        let b = thread::spawn(move || second.send(1).unwrap());
        assert_eq!((receiver.recv(), receiver.recv()), (Ok(1), Err(RecvError)));
        a.join().unwrap();
        b.join().unwrap();
    });
}

#[test]
fn once_the_receiver_is_gone_send_is_an_error() {
    check(|| {
        let (sender, receiver) = sync_channel(0);
        let other = thread::spawn(move || drop(receiver));
        assert_eq!(sender.send(vec![1]), Err(SendError(vec![1])), "and gives the message back");
        other.join().unwrap();
    });
}

#[test]
fn messages_of_one_sender_stay_in_order() {
    check(|| {
        let (sender, receiver) = sync_channel(1);
        let other = thread::spawn(move || (0..2).for_each(|n| sender.send(n).unwrap()));
        assert_eq!(receiver.iter().collect::<Vec<_>>(), [0, 1]);
        other.join().unwrap();
    });
}

#[test]
fn a_rendezvous_waits_for_the_other_side() {
    check(|| {
        let received = Arc::new(AtomicU64::new(0));
        let (sender, receiver) = sync_channel(0);
        let note = Arc::clone(&received);
        let other = thread::spawn(move || {
            note.store(1, Relaxed);
            receiver.recv().unwrap();
        });
        sender.send(()).unwrap();
        assert_eq!(received.load(Relaxed), 1, "send returned before recv was called");
        other.join().unwrap();
    });
    let with_a_place = failure(|| {
        let received = Arc::new(AtomicU64::new(0));
        let (sender, receiver) = sync_channel(1);
        let note = Arc::clone(&received);
        thread::spawn(move || {
            note.store(1, Relaxed);
            receiver.recv().unwrap();
        });
        sender.send(()).unwrap();
        assert_eq!(received.load(Relaxed), 1, "send returned before recv was called");
    });
    assert!(with_a_place.message.contains("send returned before recv was called"), "{with_a_place}");
}

#[test]
fn a_recv_that_nobody_ends_is_told() {
    let failure = failure(|| {
        let (sender, rx) = channel::<u64>();
        let waits = thread::spawn(move || rx.recv());
        let keeps = sender.clone();
        drop(sender);
        drop(waits.join());
        drop(keeps);
    });
    assert_eq!(failure.kind, Kind::NeverWoken, "{failure}");
    assert!(failure.to_string().contains("rx"), "{failure}");
}

#[test]
fn a_full_channel_that_nobody_empties_is_told() {
    let failure = failure(|| {
        let (sender, receiver) = sync_channel(1);
        (0..2).for_each(|n| sender.send(n).unwrap());
        drop(receiver);
    });
    assert_eq!(failure.kind, Kind::NeverWoken, "{failure}");
}

#[test]
fn a_channel_made_outside_is_refused_inside() {
    let (sender, receiver) = channel();
    let receiver = Arc::new(Mutex::new(receiver));
    let failure = failure(move || sender.send(1).unwrap());
    assert_eq!(failure.kind, Kind::Unsupported);
    assert!(failure.message.contains("uses a channel that was made outside the check"), "{failure}");
    assert!(receiver.lock().unwrap().try_recv().is_err(), "nothing was sent");
}

#[test]
fn what_is_left_in_a_channel_is_dropped_with_it() {
    let dropped = Arc::new(real::AtomicU64::new(0));
    let count = Arc::clone(&dropped);
    struct Counts(Arc<real::AtomicU64>);
    impl Drop for Counts {
        fn drop(&mut self) {
            self.0.fetch_add(1, Relaxed);
        }
    }
    check(move || {
        let before = count.load(Relaxed);
        let (sender, receiver) = channel();
        sender.send(Counts(Arc::clone(&count))).unwrap();
        drop(receiver);
        assert_eq!(count.load(Relaxed), before + 1);
        assert!(sender.send(Counts(Arc::clone(&count))).is_err());
        assert_eq!(count.load(Relaxed), before + 2);
    });
    assert_ne!(dropped.load(Relaxed), 0);
}

mod real {
    extern crate std as real_std;
    pub(crate) use real_std::sync::atomic::AtomicU64;
}
