//! The HTTP client and the one thread that it runs on.

use std::io;
use std::time::Duration;

use reqwest::Client;
use reqwest::redirect::Policy;
use tokio::runtime::{Builder, Runtime};

use crate::MOST_REDIRECTS;

/// Whether requests go through the proxy that `HTTP_PROXY` and its like name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proxies {
    /// As the environment says: for the learner's own URLs.
    FromEnvironment,
    /// Straight to the server: a proxy can't reach the embedded one.
    Ignored,
}

/// A client whose requests take at most `timeout` each, and each a connection of its own: if some found one open that
/// an earlier request had left, rows could not be compared.
///
/// # Errors
/// The environment names a proxy that is none.
pub fn client(timeout: Duration, proxies: Proxies) -> reqwest::Result<Client> {
    #[cfg(feature = "https")]
    // An error means that it is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder().timeout(timeout).redirect(Policy::limited(MOST_REDIRECTS)).user_agent(concat!(
        env!("CARGO_PKG_NAME"),
        "/",
        env!("CARGO_PKG_VERSION")
    ));
    match proxies {
        Proxies::FromEnvironment => client.build(),
        Proxies::Ignored => client.no_proxy().build(),
    }
}

/// A runtime on the calling thread alone.
///
/// # Errors
/// The system gave no event queue.
// ANCHOR: one_thread
pub fn one_thread() -> io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}
// ANCHOR_END: one_thread
