//! "`collect` keeps the order." It keeps the order of the stream, and `FuturesUnordered` gives the
//! results as they come. Nothing else is wrong here: `FuturesOrdered` or `join_all`, and result and
//! URL belong together again.
//! fails: results_keep_the_order
//! because: OUT OF ORDER
//! may fail: requests_are_in_flight_together, a_failing_request_costs_only_its_own_result, a_thousand_are_all_answered

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
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
    urls.into_iter().map(fetch).collect::<FuturesUnordered<_>>().collect().await
}
