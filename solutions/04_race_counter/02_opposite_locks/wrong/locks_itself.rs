//! "The smaller number first, so there is no circle." Right between two accounts, but from an
//! account to itself both are the same lock, and a `Mutex` can't be locked twice by one thread. Ask
//! what `from.min(to)` and `from.max(to)` are then.
//! fails: a_transfer_to_oneself_changes_nothing
//! because: DEADLOCK

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
        // Everybody takes the lock of the smaller number first: whoever has it never waits for one who wants it.
        let mut low = self.accounts[from.min(to)].lock().unwrap();
        let mut high = self.accounts[from.max(to)].lock().unwrap();
        let (source, target) = if from < to { (&mut low, &mut high) } else { (&mut high, &mut low) };
        **source -= amount;
        **target += amount;
    }

    /// The balances of all accounts at one moment.
    pub fn balances(&self) -> Vec<i64> {
        let guards: Vec<_> = self.accounts.iter().map(|account| account.lock().unwrap()).collect();
        guards.iter().map(|balance| **balance).collect()
    }
}
