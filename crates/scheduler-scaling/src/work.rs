//! The work: a loop that keeps a core busy and whose result can be checked.

use std::hint::black_box;
use std::ops::Range;

/// Steps of one task, as in the article.
pub const STEPS: u64 = 50_000_000;

/// Adds `i % 1000` for every `i` in `steps`. `black_box` hides each `i` from the optimiser, which would otherwise
/// see through the loop and put a formula in its place.
#[must_use]
// ANCHOR: cpu_intensive_work
pub fn cpu_intensive_work(steps: Range<u64>) -> u64 {
    let mut result = 0;
    for i in steps {
        result += black_box(i) % 1000;
    }
    result
}
// ANCHOR_END: cpu_intensive_work

/// The same sum by formula, to check the loop against.
#[must_use]
pub fn expected(steps: &Range<u64>) -> u64 {
    let below = |n: u64| n / 1000 * (999 * 1000 / 2) + (n % 1000) * (n % 1000).saturating_sub(1) / 2;
    below(steps.end) - below(steps.start)
}

/// `steps` cut into `pieces` neighbouring ranges that differ by one step at most.
pub fn split(steps: Range<u64>, pieces: usize) -> impl Iterator<Item = Range<u64>> {
    let (start, length, pieces) = (steps.start, steps.end - steps.start, pieces.max(1) as u64);
    let cut = move |piece: u64| start + (u128::from(length) * u128::from(piece) / u128::from(pieces)) as u64;
    (0..pieces).map(move |piece| cut(piece)..cut(piece + 1))
}
