//! A sale in every interleaving of its tills, and once with real threads.

use check_then_act::Sale;
use interleave::{check, thread, within};
use std::time::Duration;

/// Long enough for right code on any machine: it only turns a hang into a message.
const LIMIT: Duration = Duration::from_secs(10);

fn stays_in_the_model() {
    in_model::assert_source(env!("CARGO_MANIFEST_DIR"), &[]);
}

/// Sells by two threads at once and gives how many tickets each sold.
fn two_tills(sale: &Sale) -> [i64; 2] {
    thread::scope(|s| [(); 2].map(|()| s.spawn(|| i64::from(sale.buy()))).map(|till| till.join().unwrap()))
}

#[test]
fn the_code_stays_in_the_model() {
    stays_in_the_model();
}

#[test]
fn no_more_is_sold_than_there_is() {
    stays_in_the_model();
    check(|| {
        let sold: i64 = two_tills(&Sale::new(1)).iter().sum();
        assert!(sold <= 1, "OVERSOLD: there was 1 ticket, and {sold} were sold");
    });
}

#[test]
fn left_is_never_below_zero() {
    stays_in_the_model();
    check(|| {
        let sale = Sale::new(1);
        thread::scope(|s| {
            s.spawn(|| sale.buy());
            s.spawn(|| sale.buy());
            let left = sale.left();
            assert!(left >= 0, "BELOW ZERO: during the sale of 1 ticket, left() is {left}");
        });
        let left = sale.left();
        assert!(left >= 0, "BELOW ZERO: after the sale of 1 ticket, left() is {left}");
    });
}

#[test]
fn every_ticket_can_be_sold() {
    stays_in_the_model();
    let more = in_model::draw(1..=1_000).cast_signed();
    check(move || {
        let sale = Sale::new(2);
        assert_eq!(two_tills(&sale), [1, 1], "NOT SOLD: 2 tickets, 2 buyers, and one of them got none");
        assert_eq!(sale.left(), 0, "2 of 2 tickets are sold");
        let sale = Sale::new(1);
        let sold: i64 = two_tills(&sale).iter().sum();
        assert!(sold > 0, "NOT SOLD: 1 ticket, 2 buyers, and neither got it");
        let sale = Sale::new(more);
        assert!(sale.buy(), "NOT SOLD: there were {more} tickets");
        assert_eq!(sale.left(), more - 1, "1 ticket of {more} was sold");
    });
}

#[test]
fn an_empty_sale_sells_nothing() {
    stays_in_the_model();
    check(|| {
        let sale = Sale::new(0);
        assert!(!sale.buy(), "OVERSOLD: there was no ticket");
        assert_eq!(sale.left(), 0, "there was no ticket");
    });
}

#[test]
fn real_threads_sell_each_ticket_once() {
    stays_in_the_model();
    let tickets = in_model::draw(10..=99).cast_signed();
    let sold: i64 = within(LIMIT, move || {
        let sale = Sale::new(tickets);
        let till = || (0..100).map(|_| i64::from(sale.buy())).sum::<i64>();
        thread::scope(|s| [(); 4].map(|()| s.spawn(till)).map(|till| till.join().unwrap()).iter().sum())
    });
    let verdict = if sold > tickets { "OVERSOLD" } else { "NOT SOLD" };
    assert!(sold == tickets, "{verdict}: 4 real tills sold {sold} of {tickets} tickets to 400 buyers");
}
