//! "The place is given back after the answer." Not if the `?` leaves the block before: each failure
//! costs a place for good, and after seven there is one left. A permit that is kept, and not sent
//! off with `forget`, comes back by itself on every way out.
//! fails: a_failing_request_gives_its_place_back
//! because: TOO FEW

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
        places.acquire().await.unwrap().forget();
        let answer = ask(id).await?;
        places.add_permits(1);
        Ok(answer)
    };
    join_all(ids.into_iter().map(ask_in_turn)).await
}
