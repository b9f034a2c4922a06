//! "Each of the two operations is atomic, and the ordering is the strictest, so the pair is safe."
//! `SeqCst` orders them and leaves them two. Ask which single operation could both check and sell.
//! fails: no_more_is_sold_than_there_is, left_is_never_below_zero
//! because: OVERSOLD
//! may fail: real_threads_sell_each_ticket_once

// Leave this line in: through it the tests try every order in which your threads can run.
extern crate interleave as std;

use std::sync::atomic::{AtomicI64, Ordering};

/// A ticket sale with many tills.
pub struct Sale {
    left: AtomicI64,
}

impl Sale {
    /// A sale of so many tickets.
    pub fn new(tickets: i64) -> Sale {
        Sale { left: AtomicI64::new(tickets) }
    }

    /// Sells one ticket; `false` if there is none left. Any number of threads may call it at once.
    pub fn buy(&self) -> bool {
        let available = self.left.load(Ordering::SeqCst) > 0;
        if available {
            self.left.fetch_sub(1, Ordering::SeqCst);
        }
        available
    }

    /// How many tickets are left. Never below zero, at no moment.
    pub fn left(&self) -> i64 {
        self.left.load(Ordering::SeqCst)
    }
}
