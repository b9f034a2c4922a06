//! The shortcut: the line `extern crate interleave as std;` is gone, and `buy` is as it was. Real
//! tills seldom meet between the check and the sale, but these are still two steps, each under the
//! lock for itself.
//! fails: the_code_stays_in_the_model, no_more_is_sold_than_there_is, left_is_never_below_zero, every_ticket_can_be_sold, an_empty_sale_sells_nothing, real_threads_sell_each_ticket_once
//! because: LEAVES THE MODEL

// Leave this line in: through it the tests try every order in which your threads can run.
use std::sync::Mutex;

/// A ticket sale with many tills.
pub struct Sale {
    left: Mutex<i64>,
}

impl Sale {
    /// A sale of so many tickets.
    pub fn new(tickets: i64) -> Sale {
        Sale { left: Mutex::new(tickets) }
    }

    /// Sells one ticket; `false` if there is none left. Any number of threads may call it at once.
    pub fn buy(&self) -> bool {
        // TODO: each access to `left` is locked, so there is no data race. What may happen between the two accesses?
        let available = self.left() > 0;
        if available {
            *self.left.lock().unwrap() -= 1;
        }
        available
    }

    /// How many tickets are left. Never below zero, at no moment.
    pub fn left(&self) -> i64 {
        *self.left.lock().unwrap()
    }
}
