//! "One more lock, taken first, makes one step of the other two." It would if all transfers took
//! the same one. Two opposite transfers take different ones, `up` and `down`, and then meet as
//! before.
//! fails: opposite_transfers_both_end, no_transfer_is_lost
//! because: DEADLOCK
//! may fail: real_threads_end_too

// Leave this line in: through it the tests try every order in which your threads can run.
extern crate interleave as std;

use std::sync::Mutex;

/// Accounts that many threads move money between.
pub struct Bank {
    accounts: Vec<Mutex<i64>>,
    up: Mutex<()>,
    down: Mutex<()>,
}

impl Bank {
    /// A bank whose accounts have these balances.
    pub fn new(balances: &[i64]) -> Bank {
        let accounts = balances.iter().map(|&balance| Mutex::new(balance)).collect();
        Bank { accounts, up: Mutex::new(()), down: Mutex::new(()) }
    }

    /// Moves an amount from one account to another one. It has happened when this returns; nobody sees half of it.
    pub fn transfer(&self, from: usize, to: usize, amount: i64) {
        if from == to {
            return;
        }
        let direction = if from < to { &self.up } else { &self.down };
        let _guard = direction.lock().unwrap();
        let mut source = self.accounts[from].lock().unwrap();
        let mut target = self.accounts[to].lock().unwrap();
        *source -= amount;
        *target += amount;
    }

    /// The balances of all accounts at one moment.
    pub fn balances(&self) -> Vec<i64> {
        let guards: Vec<_> = self.accounts.iter().map(|account| account.lock().unwrap()).collect();
        guards.iter().map(|balance| **balance).collect()
    }
}
