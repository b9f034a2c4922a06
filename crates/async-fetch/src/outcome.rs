//! What comes of a request.

use std::error::Error;
use std::fmt;

/// An answer, whatever its status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// What was asked for.
    pub url: String,
    /// The HTTP status, after redirects.
    pub status: u16,
    /// Length of the body in bytes.
    pub bytes: u64,
}

/// No answer, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchError {
    /// What was asked for.
    pub url: String,
    /// Why nothing came, down to the system's own words.
    pub reason: String,
}

/// What one request of several came to: an error stays in its place and harms no other.
pub type Outcome = Result<Fetched, FetchError>;

impl fmt::Display for Fetched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({} bytes)", self.url, self.status, self.bytes)
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: failed: {}", self.url, self.reason)
    }
}

impl Error for FetchError {}

/// The causes of an error in one line, from the outermost in; what an outer one says already isn't said again.
pub(crate) fn causes(error: &dyn Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let text = inner.to_string();
        if !said.contains(&text) {
            said = format!("{said}: {text}");
        }
        cause = inner.source();
    }
    said
}
