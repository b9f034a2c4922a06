//! "One at a time is surely not too many." It isn't; seven of eight places stay empty. Ask how long
//! a thousand answers of one second take so, and how long they could.
//! fails: eight_are_in_flight_and_never_more, a_failing_request_gives_its_place_back, a_slow_request_holds_one_place
//! because: TOO FEW

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
    for id in ids {
        answers.push(ask(id).await);
    }
    answers
}
