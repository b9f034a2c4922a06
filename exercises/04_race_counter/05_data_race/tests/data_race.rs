//! A shared counter: is any access to it unordered with another one? And is the count right?

use data_race::Counter;
use interleave::{check, thread, within};
use std::time::Duration;

/// Long enough for right code on any machine: it only turns a hang into a message.
const LIMIT: Duration = Duration::from_secs(10);

fn stays_in_the_model() {
    in_model::assert_source(env!("CARGO_MANIFEST_DIR"), &["unsafe"]);
}

#[test]
fn the_code_stays_in_the_model() {
    stays_in_the_model();
}

#[test]
fn adding_at_once_is_no_data_race() {
    stays_in_the_model();
    let (a, b) = (in_model::draw(1..=99), in_model::draw(100..=999));
    check(move || {
        let counter = Counter::new();
        thread::scope(|s| {
            s.spawn(|| counter.add(a));
            s.spawn(|| counter.add(b));
        });
        assert_eq!(counter.get(), a + b, "WRONG COUNT: one thread added {a} and the other one {b}");
    });
}

#[test]
fn reading_while_adding_is_no_data_race() {
    stays_in_the_model();
    let n = in_model::draw(1..=999);
    check(move || {
        let counter = Counter::new();
        thread::scope(|s| {
            s.spawn(|| counter.add(n));
            s.spawn(|| {
                let seen = counter.get();
                assert!(seen == 0 || seen == n, "WRONG COUNT: {n} is being added to 0, and a reader sees {seen}");
            });
        });
    });
}

#[test]
fn one_thread_counts() {
    stays_in_the_model();
    let (a, b) = (in_model::draw(1..=99), in_model::draw(100..=999));
    check(move || {
        let counter = Counter::new();
        assert_eq!(counter.get(), 0, "WRONG COUNT: nothing was added yet");
        counter.add(a);
        counter.add(b);
        assert_eq!(counter.get(), a + b, "WRONG COUNT: one thread added {a}, then {b}");
    });
}

#[test]
fn real_threads_lose_nothing() {
    stays_in_the_model();
    let n = in_model::draw(1..=999);
    let counted = within(LIMIT, move || {
        let counter = Counter::new();
        thread::scope(|s| {
            for _ in 0..4 {
                s.spawn(|| (0..10).for_each(|_| counter.add(n)));
            }
        });
        counter.get()
    });
    assert!(counted == 40 * n, "WRONG COUNT: 4 real threads added {n}, 10 times each, and counted {counted}");
}
