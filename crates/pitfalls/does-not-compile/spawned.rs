use std::sync::{Arc, Mutex};

async fn add(total: Arc<Mutex<u64>>, answer: impl Future<Output = u64>) {
    let mut total = total.lock().unwrap();
    *total += answer.await;
}

// What tokio::spawn asks of a task.
fn spawn<F>(_task: F)
where
    F: Future<Output: Send> + Send + 'static,
{
}

fn main() {
    let total = Arc::new(Mutex::new(0));
    spawn(add(total, async { 1 }));
}
