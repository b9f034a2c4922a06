//! "All tasks write into one list, so a task locks it first." The lock is then held over
//! `fetch(url).await`, and only one request is ever in flight. Ask which part of the line needs the
//! list: fetch first, lock after.
//! fails: requests_are_in_flight_together, results_keep_the_order, a_thousand_are_all_answered
//! because: ONE AFTER ANOTHER

use std::sync::Arc;

use reqwest::Client;
use tokio::sync::Mutex;

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
    let pages: Arc<Mutex<Vec<_>>> = Arc::new(Mutex::new(vec![Err(NoPage("not fetched".to_owned())); urls.len()]));
    let store = |(number, url)| {
        let (pages, fetch) = (Arc::clone(&pages), fetch.clone());
        tokio::spawn(async move {
            let mut pages = pages.lock().await;
            pages[number] = fetch(url).await;
        })
    };
    let tasks: Vec<_> = urls.into_iter().enumerate().map(store).collect();
    for task in tasks {
        task.await.unwrap();
    }
    std::mem::take(&mut *pages.lock().await)
}
