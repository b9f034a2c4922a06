//! "Two checks are safer than one." The second is over, and its lock released, before the sale: it
//! has the same gap behind it as the first. To check again helps under the lock that the sale is
//! made under.
//! fails: no_more_is_sold_than_there_is, left_is_never_below_zero
//! because: OVERSOLD
//! may fail: real_threads_sell_each_ticket_once

// Leave this line in: through it the tests try every order in which your threads can run.
extern crate interleave as std;

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
        if self.left() > 0 && self.left() > 0 {
            *self.left.lock().unwrap() -= 1;
            return true;
        }
        false
    }

    /// How many tickets are left. Never below zero, at no moment.
    pub fn left(&self) -> i64 {
        *self.left.lock().unwrap()
    }
}
