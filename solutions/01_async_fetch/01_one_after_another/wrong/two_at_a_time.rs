//! "Two at once is concurrent." It is, and no more than two ever are: each pair is waited for
//! before the next is sent. Ask how long thirty shops of one second take: fifteen seconds, and it
//! could be one.
//! fails: requests_are_in_flight_together, a_thousand_are_all_answered, results_keep_the_order
//! because: TOO FEW AT ONCE

use futures_util::future::join;
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
    let (mut urls, mut pages) = (urls.into_iter(), Vec::new());
    while let Some(url) = urls.next() {
        match urls.next() {
            Some(next) => pages.extend(<[_; 2]>::from(join(fetch(url), fetch(next)).await)),
            None => pages.push(fetch(url).await),
        }
    }
    pages
}
