//! "Who holds one lock at a time can be in no circle." True, and no deadlock is left. But between
//! the halves nobody holds anything, and whoever looks then sees money that has left one account
//! and not reached the other.
//! fails: nobody_sees_half_a_transfer
//! because: HALF A TRANSFER

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
        *self.accounts[from].lock().unwrap() -= amount;
        *self.accounts[to].lock().unwrap() += amount;
    }

    /// The balances of all accounts at one moment.
    pub fn balances(&self) -> Vec<i64> {
        let guards: Vec<_> = self.accounts.iter().map(|account| account.lock().unwrap()).collect();
        guards.iter().map(|balance| **balance).collect()
    }
}
