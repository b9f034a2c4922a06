//! "At the same time means on different threads." It works for thirty shops; a thousand pages take
//! a thousand threads and as many runtimes, all asleep. Besides, `join` blocks the thread that
//! `fetch_all` was called on, and its other tasks with it.
//! fails: a_thousand_are_all_answered
//! because: A THREAD EACH

use std::thread;

use reqwest::Client;
use tokio::runtime::Builder;

/// Why there is no page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoPage(pub String);

/// The text of one page.
pub async fn get(client: Client, url: String) -> Result<String, NoPage> {
    let failed = |error: reqwest::Error| NoPage(error.to_string());
    let response = client.get(url).send().await.map_err(failed)?;
    response.error_for_status().map_err(failed)?.text().await.map_err(failed)
}

/// Calls `fetch` once for each URL, `get` for example; the results have the order of the URLs.
///
/// Many requests are in flight at the same time, and the thread that the caller runs on is enough for all of them. One that
/// fails costs its own result and no other.
pub async fn fetch_all<F, R>(urls: Vec<String>, fetch: F) -> Vec<Result<String, NoPage>>
where
    F: Fn(String) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Result<String, NoPage>> + Send + 'static,
{
    let on_a_thread = |url| {
        let page = fetch(url);
        thread::spawn(move || Builder::new_current_thread().enable_all().build().unwrap().block_on(page))
    };
    let threads: Vec<_> = urls.into_iter().map(on_a_thread).collect();
    threads.into_iter().map(|thread| thread.join().unwrap()).collect()
}
