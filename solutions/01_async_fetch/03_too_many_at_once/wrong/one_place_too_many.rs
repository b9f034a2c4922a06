//! "With eight waiting, one more can be on its way in." In flight is whatever has been sent and not
//! been answered, and that is nine here. `buffer_unordered(n)` allows `n`, not one less.
//! fails: eight_are_in_flight_and_never_more, a_failing_request_gives_its_place_back
//! because: TOO MANY

use futures_util::StreamExt as _;
use futures_util::stream;

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
    let numbered = ids.into_iter().enumerate().map(|(number, id)| {
        let answer = ask(id);
        async move { (number, answer.await) }
    });
    let mut answers: Vec<_> = stream::iter(numbered).buffer_unordered(PLACES + 1).collect().await;
    answers.sort_by_key(|(number, _)| *number);
    answers.into_iter().map(|(_, answer)| answer).collect()
}
