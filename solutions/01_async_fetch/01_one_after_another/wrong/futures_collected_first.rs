//! "`fetch(url)` sends the request, and `.await` picks up the answer." So it is in JavaScript and
//! C#. A Rust future does nothing until it is polled, and here each is polled for the first time
//! when the one before it is done.
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
    // A future does nothing until it is polled: so far, none of these has sent anything.
    let requests: Vec<_> = urls.into_iter().map(fetch).collect();
    let mut pages = Vec::with_capacity(requests.len());
    for request in requests {
        pages.push(request.await);
    }
    pages
}
