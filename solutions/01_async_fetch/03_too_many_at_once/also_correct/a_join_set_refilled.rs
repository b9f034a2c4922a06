//! A thousand questions, and a service that takes eight at once.

use tokio::task::JoinSet;

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
    let mut answers = vec![Err(NoAnswer("not asked".to_owned())); ids.len()];
    let mut in_flight = JoinSet::new();
    for (number, id) in ids.into_iter().enumerate() {
        if in_flight.len() == PLACES {
            let (number, answer): (usize, _) = in_flight.join_next().await.unwrap().unwrap();
            answers[number] = answer;
        }
        let answer = ask(id);
        in_flight.spawn(async move { (number, answer.await) });
    }
    for (number, answer) in in_flight.join_all().await {
        answers[number] = answer;
    }
    answers
}
