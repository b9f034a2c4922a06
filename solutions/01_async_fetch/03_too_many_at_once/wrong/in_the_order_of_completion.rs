//! "The number in flight is right, so this is done." It is right, and the places are refilled at
//! once; but `buffer_unordered` gives the answers as they come. Take the number along and sort at
//! the end, or hold a semaphore's permits.
//! fails: results_keep_the_order
//! because: OUT OF ORDER
//! may fail: a_failing_request_gives_its_place_back

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
    stream::iter(ids).map(ask).buffer_unordered(PLACES).collect().await
}
