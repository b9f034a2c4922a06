//! "All are in flight together, so a second request costs nothing." It costs the shop twice the
//! work, and the page waits for two answers one after the other. Ask who pays for a request:
//! `fetch` is to be called once for each URL.
//! fails: a_thousand_are_all_answered
//! because: ASKED AGAIN

use futures_util::future::join_all;
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
    let again = |url: String| {
        let fetch = &fetch;
        async move {
            match fetch(url.clone()).await {
                Ok(_) => fetch(url).await,
                failed => failed,
            }
        }
    };
    join_all(urls.into_iter().map(again)).await
}
