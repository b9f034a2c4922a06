//! "Source first was the wrong order, so target first is the right one." Each is two orders for two
//! opposite transfers, and the circle only turns the other way round. Ask for the locks that
//! `transfer(0, 1, …)` and `transfer(1, 0, …)` take, in turn.
//! fails: opposite_transfers_both_end, no_transfer_is_lost, nobody_sees_half_a_transfer
//! because: DEADLOCK
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
        let mut target = self.accounts[to].lock().unwrap();
        let mut source = self.accounts[from].lock().unwrap();
        *source -= amount;
        *target += amount;
    }

    /// The balances of all accounts at one moment.
    pub fn balances(&self) -> Vec<i64> {
        let guards: Vec<_> = self.accounts.iter().map(|account| account.lock().unwrap()).collect();
        guards.iter().map(|balance| **balance).collect()
    }
}
