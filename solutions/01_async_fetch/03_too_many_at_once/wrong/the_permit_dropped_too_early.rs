//! "`let _ =` keeps what isn't used." `_` is no variable and keeps nothing: the permit is dropped
//! in the same line, before the request. `let _place =` keeps it to the end of the block.
//! fails: eight_are_in_flight_and_never_more, a_failing_request_gives_its_place_back
//! because: TOO MANY

use futures_util::future::join_all;
use tokio::sync::Semaphore;

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
    let places = &Semaphore::new(PLACES);
    let ask = &ask;
    let ask_in_turn = |id| async move {
        // `_` keeps nothing: the permit is dropped in this line.
        let _ = places.acquire().await.unwrap();
        ask(id).await
    };
    join_all(ids.into_iter().map(ask_in_turn)).await
}
