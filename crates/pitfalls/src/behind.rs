//! Two ways out: wait first and lock then; or a lock that is waited for by `.await`.

use std::sync::Mutex;

/// Adds what `answer` comes to. No task holds the lock while it waits.
// ANCHOR: behind
pub async fn add(total: &Mutex<u64>, answer: impl Future<Output = u64>) {
    let answered = answer.await;
    *total.lock().unwrap() += answered;
}
// ANCHOR_END: behind

/// The same where the lock must be held across the `.await`: one task after the other, and the thread stays free.
// ANCHOR: async_lock
pub async fn add_in_turn(total: &tokio::sync::Mutex<u64>, answer: impl Future<Output = u64>) {
    let mut total = total.lock().await;
    *total += answer.await;
}
// ANCHOR_END: async_lock
