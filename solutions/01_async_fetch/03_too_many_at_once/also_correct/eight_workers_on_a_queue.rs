//! A thousand questions, and a service that takes eight at once.

use std::sync::{Arc, Mutex};

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
    let queue = Arc::new(Mutex::new(ids.into_iter().enumerate()));
    let mut workers = JoinSet::new();
    for _ in 0..PLACES {
        let (queue, ask) = (Arc::clone(&queue), ask.clone());
        workers.spawn(async move {
            let mut answers = Vec::new();
            loop {
                let next = queue.lock().unwrap().next();
                let Some((number, id)) = next else { return answers };
                answers.push((number, ask(id).await));
            }
        });
    }
    let mut answers = workers.join_all().await.concat();
    answers.sort_by_key(|(number, _)| *number);
    answers.into_iter().map(|(_, answer)| answer).collect()
}
