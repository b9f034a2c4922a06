//! A gate, in both directions: what runs together is seen together, and what doesn't, isn't.

use std::sync::Mutex;
use std::thread;

use gates::{Gate, Opened, watched};

/// `n` threads through the gate, `at_once` of them at a time.
fn through(gate: Gate, n: usize, at_once: usize) {
    watched(move || {
        let left = Mutex::new(n);
        let next = || {
            let mut left = left.lock().unwrap();
            *left = left.checked_sub(1)?;
            Some(())
        };
        thread::scope(|s| {
            for _ in 0..at_once {
                s.spawn(|| {
                    while next().is_some() {
                        gate.pass()
                    }
                });
            }
        });
    });
}

#[test]
fn it_opens_when_all_are_there() {
    let gate = Gate::opens_at(4);
    through(gate, 10, 4);
    assert_eq!((gate.opened(), gate.most_inside(), gate.threads()), (Some(Opened::Full), 4, 4));
}

#[test]
fn it_opens_at_once_without_being_watched() {
    let gate = Gate::opens_at(2);
    thread::scope(|s| {
        s.spawn(|| gate.pass());
        s.spawn(|| gate.pass());
    });
    assert_eq!(gate.opened(), Some(Opened::Full));
}

#[test]
fn too_few_are_found_out_when_the_process_is_quiet() {
    for at_once in 1..4 {
        let gate = Gate::opens_at(4);
        through(gate, 10, at_once);
        assert_eq!(gate.most_inside(), at_once);
        assert_ne!(gate.opened(), Some(Opened::Full));
    }
}

#[test]
fn the_quiet_gate_counts_exactly() {
    for _ in 0..20 {
        for at_once in [3, 4, 5, 16] {
            let gate = Gate::opens_when_quiet(3);
            through(gate, 20, at_once);
            assert_eq!(gate.most_inside(), at_once, "{gate}");
        }
    }
}

#[test]
fn a_late_one_is_seen_by_the_quiet_gate() {
    let gate = Gate::opens_when_quiet(2);
    watched(move || {
        thread::scope(|s| {
            s.spawn(|| gate.pass());
            s.spawn(|| gate.pass());
            s.spawn(|| {
                // Work, so that it comes after the others; black_box, so that it is done.
                (0..200_000_000_u64).for_each(|i| _ = std::hint::black_box(i));
                gate.pass();
            });
        });
    });
    assert_eq!(gate.most_inside(), 3, "{gate}");
}

#[test]
fn threads_that_take_turns_in_waking_each_other_are_not_quiet() {
    let gate = Gate::opens_when_quiet(1);
    watched(move || {
        let (ping, pinged) = std::sync::mpsc::channel();
        let (pong, ponged) = std::sync::mpsc::channel();
        thread::scope(|s| {
            s.spawn(|| gate.pass());
            s.spawn(move || {
                pinged.iter().for_each(|()| pong.send(()).unwrap());
            });
            s.spawn(move || {
                for _ in 0..20_000 {
                    ping.send(()).unwrap();
                    ponged.recv().unwrap();
                }
                gate.pass();
            });
        });
    });
    assert_eq!(gate.most_inside(), 2, "the gate opened while two threads took turns in waking each other");
}

#[test]
fn a_panic_inside_does_not_close_it_for_others() {
    let gate = Gate::opens_at(2);
    watched(move || {
        let first = thread::spawn(move || {
            gate.pass();
            panic!("this one is meant to panic");
        });
        gate.pass();
        assert!(first.join().is_err());
        gate.pass();
    });
    assert_eq!(gate.most_inside(), 2);
}

#[test]
fn it_says_what_it_saw() {
    let gate = Gate::opens_at(4);
    assert_eq!(gate.to_string(), "0 of 4 were inside, and the gate is still closed");
    through(gate, 4, 4);
    assert_eq!(gate.to_string(), "4 of 4 were inside, and the gate opened");
}
