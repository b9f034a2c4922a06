extern crate interleave as std;

use std::sync::Mutex;

pub struct Bank {
    accounts: Mutex<Vec<i64>>,
}

impl Bank {
    pub fn new(balances: &[i64]) -> Bank {
        Bank { accounts: Mutex::new(balances.to_vec()) }
    }

    pub fn transfer(&self, from: usize, to: usize, amount: i64) {
        let mut accounts = self.accounts.lock().unwrap();
        accounts[from] -= amount;
        accounts[to] += amount;
    }

    pub fn balances(&self) -> Vec<i64> {
        self.accounts.lock().unwrap().clone()
    }
}
