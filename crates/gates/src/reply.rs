//! Replies that nobody can guess.

use in_model::draw;

/// What a service knows: to each number a reply, another one in each run. Code that never asked can't know it.
#[derive(Clone, Debug)]
pub struct Replies(u64);

impl Replies {
    /// Replies of this run.
    pub fn new() -> Replies {
        Replies(draw(0..=u64::MAX - 1))
    }

    /// The reply to `id`: the same each time.
    pub fn to(&self, id: u64) -> u64 {
        mixed(mixed(id) ^ self.0)
    }
}

impl Default for Replies {
    fn default() -> Replies {
        Replies::new()
    }
}

/// One step of `SplitMix64` (Steele, Lea, Flood 2014): numbers that differ give numbers that differ.
fn mixed(number: u64) -> u64 {
    let state = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Replies;

    #[test]
    fn each_run_and_each_number_has_a_reply_of_its_own() {
        let (one, other) = (Replies::new(), Replies::new());
        let replies: BTreeSet<u64> = (0..1000).flat_map(|id| [one.to(id), other.to(id)]).collect();
        assert_eq!(replies.len(), 2000);
        assert_eq!(one.to(7), one.clone().to(7));
    }
}
