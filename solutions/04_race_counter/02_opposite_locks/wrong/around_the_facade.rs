//! The shortcut: the line `extern crate interleave as std;` is gone, and the locks are taken as
//! before. Real threads seldom meet in the few instructions between the two locks; the day when
//! they do is as bad as ever.
//! fails: the_code_stays_in_the_model, opposite_transfers_both_end, no_transfer_is_lost, nobody_sees_half_a_transfer, a_transfer_to_oneself_changes_nothing, real_threads_end_too
//! because: LEAVES THE MODEL

// Leave this line in: through it the tests try every order in which your threads can run.
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
        // TODO: two threads, transfer(0, 1, …) and transfer(1, 0, …). Which lock does each have, and which does it want?
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
