//! "If one page fails, the whole has failed." That is what `try_join_all` is for: it returns the
//! first error and drops all other requests. Here each URL has a result of its own; ask what a
//! customer sees if one shop of thirty is down.
//! fails: a_failing_request_costs_only_its_own_result
//! because: LOST

use futures_util::future::try_join_all;
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
    match try_join_all(urls.into_iter().map(fetch)).await {
        Ok(pages) => pages.into_iter().map(Ok).collect(),
        Err(no_page) => vec![Err(no_page)],
    }
}
