//! The article's functions: one URL, and several.

use reqwest::Client;
use tracing::{Instrument as _, info_span};

use crate::outcome::{FetchError, Fetched, Outcome, causes};

/// Gets `url` and counts the bytes of the answer, without keeping them.
///
/// # Errors
/// No answer came: no such host, nobody listening, too many redirects, or the client's timeout.
// ANCHOR: fetch
pub async fn fetch(client: &Client, url: &str) -> Outcome {
    let failed = |error| failure(url, error);
    let mut response = client.get(url).send().await.map_err(failed)?;
    let mut bytes = 0;
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        bytes += chunk.len() as u64;
    }
    Ok(Fetched { url: url.to_owned(), status: response.status().as_u16(), bytes })
}
// ANCHOR_END: fetch

fn failure(url: &str, error: reqwest::Error) -> FetchError {
    let reason = if error.is_timeout() { "no answer in time".to_owned() } else { causes(&error.without_url()) };
    FetchError { url: url.to_owned(), reason }
}

/// Gets one URL after the other.
// ANCHOR: fetch_one_by_one
pub async fn fetch_one_by_one(client: &Client, urls: &[String]) -> Vec<Outcome> {
    let mut outcomes = Vec::with_capacity(urls.len());
    for (number, url) in urls.iter().enumerate() {
        let request = fetch(client, url).instrument(info_span!("request", task = number));
        outcomes.push(request.await);
    }
    outcomes
}
// ANCHOR_END: fetch_one_by_one

/// Gets all URLs at once: every request is under way before the first is waited for. The results stand in the order of
/// the URLs, in whatever order the answers came.
// ANCHOR: fetch_all
pub async fn fetch_all(client: &Client, urls: &[String]) -> Vec<Outcome> {
    let spawn = |(number, url): (usize, &String)| {
        let (client, url) = (client.clone(), url.clone());
        let request = async move { fetch(&client, &url).await };
        tokio::spawn(request.instrument(info_span!("request", task = number)))
    };
    let requests: Vec<_> = urls.iter().enumerate().map(spawn).collect();
    let mut outcomes = Vec::with_capacity(urls.len());
    for request in requests {
        outcomes.push(request.await.expect("no request panics or is cancelled"));
    }
    outcomes
}
// ANCHOR_END: fetch_all
