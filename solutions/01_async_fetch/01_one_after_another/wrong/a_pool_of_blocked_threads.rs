//! "What waits needs a thread to wait on, and the runtime has a pool of them." Each of these
//! threads blocks for one future that a single thread could poll beside all the others. Ask what a
//! thread does between a request and its answer.
//! fails: a_thousand_are_all_answered
//! because: A THREAD EACH

use reqwest::Client;
use tokio::runtime::Handle;

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
        tokio::task::spawn_blocking(move || Handle::current().block_on(page))
    };
    let threads: Vec<_> = urls.into_iter().map(on_a_thread).collect();
    let mut pages = Vec::with_capacity(threads.len());
    for thread in threads {
        pages.push(thread.await.unwrap());
    }
    pages
}
