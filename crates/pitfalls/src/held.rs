//! BROKEN on purpose: the lock is held while the task waits.

use std::sync::Mutex;

/// Adds what `answer` comes to. Of two such tasks on one thread neither ends.
// ANCHOR: held
pub async fn add(total: &Mutex<u64>, answer: impl Future<Output = u64>) {
    let mut total = total.lock().unwrap();
    *total += answer.await;
}
// ANCHOR_END: held
