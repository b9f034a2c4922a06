//! "Read under the read lock, change under the write lock: that's what it is for." Between the two
//! nobody holds anything; the one does not turn into the other. Ask what the other till does
//! between rows 2 and 7 of the table.
//! fails: no_more_is_sold_than_there_is, left_is_never_below_zero
//! because: OVERSOLD
//! may fail: real_threads_sell_each_ticket_once

// Leave this line in: through it the tests try every order in which your threads can run.
extern crate interleave as std;

use std::sync::RwLock;

/// A ticket sale with many tills.
pub struct Sale {
    left: RwLock<i64>,
}

impl Sale {
    /// A sale of so many tickets.
    pub fn new(tickets: i64) -> Sale {
        Sale { left: RwLock::new(tickets) }
    }

    /// Sells one ticket; `false` if there is none left. Any number of threads may call it at once.
    pub fn buy(&self) -> bool {
        let available = *self.left.read().unwrap() > 0;
        if available {
            *self.left.write().unwrap() -= 1;
        }
        available
    }

    /// How many tickets are left. Never below zero, at no moment.
    pub fn left(&self) -> i64 {
        *self.left.read().unwrap()
    }
}
