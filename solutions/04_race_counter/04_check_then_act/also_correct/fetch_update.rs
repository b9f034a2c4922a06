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
        let less = |left| if left > 0 { Some(left - 1) } else { None };
        self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).is_ok()
    }

    /// How many tickets are left. Never below zero, at no moment.
    pub fn left(&self) -> i64 {
        self.left.load(Ordering::SeqCst)
    }
}
