//! Transfers in every interleaving of two threads, and once with real ones.

use interleave::{check, thread, within};
use opposite_locks::Bank;
use std::ops::RangeInclusive;
use std::time::Duration;

/// Long enough for right code on any machine: it only turns a hang into a message.
const LIMIT: Duration = Duration::from_secs(10);

fn stays_in_the_model() {
    in_model::assert_source(env!("CARGO_MANIFEST_DIR"), &[]);
}

fn amount(range: RangeInclusive<u64>) -> i64 {
    in_model::draw(range).cast_signed()
}

#[test]
fn the_code_stays_in_the_model() {
    stays_in_the_model();
}

#[test]
fn opposite_transfers_both_end() {
    stays_in_the_model();
    check(|| {
        let bank = Bank::new(&[5_000, 5_000]);
        thread::scope(|s| {
            s.spawn(|| bank.transfer(0, 1, 3));
            s.spawn(|| bank.transfer(1, 0, 2));
        });
    });
}

#[test]
fn no_transfer_is_lost() {
    stays_in_the_model();
    let (there, back) = (amount(1..=499), amount(500..=1_000));
    check(move || {
        let bank = Bank::new(&[5_000, 7_000]);
        thread::scope(|s| {
            s.spawn(|| bank.transfer(0, 1, there));
            s.spawn(|| bank.transfer(1, 0, back));
        });
        let expected = [5_000 - there + back, 7_000 + there - back];
        assert_eq!(bank.balances(), expected, "A TRANSFER IS LOST: {there} went one way and {back} the other way");
    });
}

#[test]
fn nobody_sees_half_a_transfer() {
    stays_in_the_model();
    let amount = amount(1..=1_000);
    check(move || {
        let bank = Bank::new(&[5_000, 7_000]);
        thread::scope(|s| {
            s.spawn(|| bank.transfer(0, 1, amount));
            let sum: i64 = bank.balances().iter().sum();
            assert_eq!(
                sum, 12_000,
                "HALF A TRANSFER: while {amount} is on its way, the bank has {sum} in place of 12000"
            );
        });
    });
}

#[test]
fn a_transfer_to_oneself_changes_nothing() {
    stays_in_the_model();
    let amount = amount(1..=1_000);
    check(move || {
        let bank = Bank::new(&[5_000, 7_000]);
        bank.transfer(1, 1, amount);
        assert_eq!(bank.balances(), [5_000, 7_000], "account 1 sent {amount} to itself");
    });
}

#[test]
fn real_threads_end_too() {
    stays_in_the_model();
    let balances = within(LIMIT, || {
        let bank = Bank::new(&[0, 0, 0]);
        thread::scope(|s| {
            for (from, to) in [(0, 1), (1, 2), (2, 0)] {
                let bank = &bank;
                s.spawn(move || (0..20).for_each(|_| bank.transfer(from, to, 1)));
            }
        });
        bank.balances()
    });
    assert!(balances == [0, 0, 0], "A TRANSFER IS LOST: 20 went from each account and 20 to each: {balances:?}");
}
