//! "Who doesn't wait can't be in a deadlock." True, but a transfer that gives up has not happened,
//! and `transfer` promises that it has. Ask what it would take to try again: the source released
//! first, then both from the start.
//! fails: no_transfer_is_lost
//! because: A TRANSFER IS LOST
//! may fail: real_threads_end_too

// Leave this line in: through it the tests try every order in which your threads can run.
extern crate interleave as std;

use std::sync::Mutex;

/// Accounts that many threads move money between.
pub struct Bank {
    accounts: Vec<Mutex<i64>>,
}

impl Bank {
    /// A bank whose accounts have these balances.
    pub fn new(balances: &[i64]) -> Bank {
        Bank { accounts: balances.iter().map(|&balance| Mutex::new(balance)).collect() }
    }

    /// Moves an amount from one account to another one. It has happened when this returns; nobody sees half of it.
    pub fn transfer(&self, from: usize, to: usize, amount: i64) {
        if from == to {
            return;
        }
        let mut source = self.accounts[from].lock().unwrap();
        let Ok(mut target) = self.accounts[to].try_lock() else { return };
        *source -= amount;
        *target += amount;
    }

    /// The balances of all accounts at one moment.
    pub fn balances(&self) -> Vec<i64> {
        let guards: Vec<_> = self.accounts.iter().map(|account| account.lock().unwrap()).collect();
        guards.iter().map(|balance| **balance).collect()
    }
}
