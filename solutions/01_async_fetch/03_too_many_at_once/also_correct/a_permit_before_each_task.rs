//! A thousand questions, and a service that takes eight at once.

use std::sync::Arc;

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
    let places = Arc::new(Semaphore::new(PLACES));
    let mut tasks = Vec::with_capacity(ids.len());
    for id in ids {
        let place = Arc::clone(&places).acquire_owned().await.unwrap();
        let answer = ask(id);
        tasks.push(tokio::spawn(async move {
            let answer = answer.await;
            drop(place);
            answer
        }));
    }
    let mut answers = Vec::with_capacity(tasks.len());
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}
