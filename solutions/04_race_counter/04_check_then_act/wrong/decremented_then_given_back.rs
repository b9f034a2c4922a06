//! "Take first, and give back what was too much: nobody buys what isn't there." True, nothing is
//! sold twice, but between `fetch_sub` and `fetch_add` anybody may see -1. A compare-and-exchange
//! takes only what it has just seen.
//! fails: left_is_never_below_zero
//! because: BELOW ZERO

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
        let available = self.left.fetch_sub(1, Ordering::SeqCst) > 0;
        if !available {
            self.left.fetch_add(1, Ordering::SeqCst);
        }
        available
    }

    /// How many tickets are left. Never below zero, at no moment.
    pub fn left(&self) -> i64 {
        self.left.load(Ordering::SeqCst)
    }
}
