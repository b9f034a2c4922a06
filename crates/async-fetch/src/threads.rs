//! The same with an operating system thread a request, each of them blocked until its answer comes.

use std::error::Error;
use std::io;
use std::thread;
use std::time::Duration;

use tracing::info_span;
use ureq::Agent;

use crate::MOST_REDIRECTS;
use crate::outcome::{FetchError, Fetched, Outcome, causes};

/// Bytes of each of a connection's two buffers.
const BUFFER: usize = 8 * 1024;

/// Gets all URLs at once, each on a thread of its own; connecting, the answer's head and its body each take at most
/// `timeout`. Proxies are ignored: this row is for the embedded server only.
///
/// # Errors
/// The system refused a thread. Requests that were under way by then have ended.
pub fn fetch_on_threads(timeout: Duration, urls: &[String]) -> io::Result<Vec<Outcome>> {
    let agent: Agent = Agent::config_builder()
        // Not one limit for the whole: ureq would then look each name up on one more thread.
        .timeout_connect(Some(timeout))
        .timeout_recv_response(Some(timeout))
        .timeout_recv_body(Some(timeout))
        .max_redirects(MOST_REDIRECTS as u32)
        .http_status_as_error(false)
        .proxy(None)
        // As large as the tasks' client begins with; ureq's own 128 KiB each would be most of what a waiting thread holds.
        .input_buffer_size(BUFFER)
        .output_buffer_size(BUFFER)
        .build()
        .into();
    thread::scope(|scope| {
        let agent = &agent;
        let threads = urls
            .iter()
            .enumerate()
            .map(|(number, url)| {
                thread::Builder::new()
                    .name(format!("thread {number}"))
                    .spawn_scoped(scope, move || info_span!("request", task = number).in_scope(|| get(agent, url)))
            })
            .collect::<io::Result<Vec<_>>>()?;
        Ok(threads.into_iter().map(|thread| thread.join().expect("a request does not panic")).collect())
    })
}

// ANCHOR: get
fn get(agent: &Agent, url: &str) -> Outcome {
    let failed = |error: &dyn Error| FetchError { url: url.to_owned(), reason: causes(error) };
    let mut response = agent.get(url).call().map_err(|error| failed(&error))?;
    let body = &mut response.body_mut().as_reader();
    let bytes = io::copy(body, &mut io::sink()).map_err(|error| failed(&error))?;
    Ok(Fetched { url: url.to_owned(), status: response.status().as_u16(), bytes })
}
// ANCHOR_END: get
