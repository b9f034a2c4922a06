//! "Eight, then the next eight: that is never too many." True, and often too few: each chunk waits
//! for its slowest, and seven places stand empty meanwhile. Ask what the other seven do while one
//! takes a minute.
//! fails: a_slow_request_holds_one_place
//! because: HELD UP

use futures_util::future::join_all;

/// So many requests the service takes at the same time.
pub const PLACES: usize = 8;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoAnswer(pub String);

/// Calls `ask` once for each id; the results have the order of the ids.
///
/// `PLACES` requests are in flight as long as there are so many left, never more: as soon as one is answered, or has failed,
/// the next one takes its place. One that fails costs its own result and no other.
pub async fn ask_all<F, R>(ids: Vec<u64>, ask: F) -> Vec<Result<u64, NoAnswer>>
where
    F: Fn(u64) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Result<u64, NoAnswer>> + Send + 'static,
{
    let mut answers = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(PLACES) {
        answers.extend(join_all(chunk.iter().map(|id| ask(*id))).await);
    }
    answers
}
