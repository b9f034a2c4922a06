//! "The line with `spawn` stands before the loop, so all tasks run by then." `map` is lazy: each
//! `spawn` happens when the loop asks for the next task, after the answer to the one before. Ask
//! what a `collect()` would change.
//! fails: requests_are_in_flight_together, results_keep_the_order, a_thousand_are_all_answered
//! because: ONE AFTER ANOTHER

use reqwest::Client;

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
    let tasks = urls.into_iter().map(|url| tokio::spawn(fetch(url)));
    let mut pages = Vec::new();
    for task in tasks {
        pages.push(task.await.unwrap());
    }
    pages
}
