//! "`buffered(8)` keeps eight requests in flight." It keeps eight *results* in hand, in order: an
//! answer that came early holds its place until all before it have come. A semaphore, or
//! `buffer_unordered` with the number taken along, frees it at once.
//! fails: a_slow_request_holds_one_place
//! because: HELD UP: answers that came wait for their turn

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
    stream::iter(ids).map(ask).buffered(PLACES).collect().await
}
