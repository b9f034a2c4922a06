//! Replies that nobody can guess.

use std::hash::{BuildHasher, RandomState};

/// What a service knows: to each number a reply, another one in each run. Code that never asked can't know it.
#[derive(Clone, Debug, Default)]
pub struct Replies(RandomState);

impl Replies {
    /// Replies of this run.
    pub fn new() -> Replies {
        Replies::default()
    }

    /// The reply to `id`: the same each time.
    pub fn to(&self, id: u64) -> u64 {
        self.0.hash_one(id)
    }
}
