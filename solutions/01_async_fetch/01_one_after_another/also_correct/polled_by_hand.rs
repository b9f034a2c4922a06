//! Many pages, one client.

use std::future::poll_fn;
use std::task::Poll;

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
    let mut requests: Vec<_> = urls.into_iter().map(|url| Box::pin(fetch(url))).collect();
    let mut pages: Vec<_> = requests.iter().map(|_| None).collect();
    poll_fn(|context| {
        for (request, page) in requests.iter_mut().zip(&mut pages) {
            if page.is_none()
                && let Poll::Ready(fetched) = request.as_mut().poll(context)
            {
                *page = Some(fetched);
            }
        }
        if pages.iter().all(Option::is_some) { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    pages.into_iter().flatten().collect()
}
