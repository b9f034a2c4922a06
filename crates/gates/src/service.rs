//! A remote service as seen from its callers, in memory.

use std::collections::HashSet;
use std::fmt;
use std::sync::Mutex;

use crate::hall::lock;
use crate::{HighWater, Replies};

/// Answers requests: each is in flight until what the test waits for is over.
///
/// For many requests, where sockets would be the test's limit and not the code's. What an answer waits for is a future of
/// the test's choice: a gate, or under tokio's paused clock a sleep, which ends only when no task can go on, so that all
/// that can be in flight at once is.
#[derive(Clone, Copy)]
pub struct Service(&'static Inner);

struct Inner {
    replies: Replies,
    failing: HashSet<u64>,
    limit: usize,
    in_flight: HighWater,
    answered: Mutex<Vec<u64>>,
}

/// Why a request has no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The service fails for this one.
    Fails(u64),
    /// More were in flight than it takes.
    TooMany(u64),
}

impl Service {
    /// Takes any number, and fails for none.
    #[expect(clippy::new_without_default, reason = "each is a new one, not the default one")]
    pub fn new() -> Service {
        Service::built(usize::MAX, HashSet::new())
    }

    /// It refuses what comes while `limit` are in flight.
    #[must_use]
    pub fn taking(self, limit: usize) -> Service {
        Service::built(limit, self.0.failing.clone())
    }

    /// It fails for these, after having had them in flight like others.
    #[must_use]
    pub fn failing(self, ids: impl IntoIterator<Item = u64>) -> Service {
        Service::built(self.0.limit, ids.into_iter().collect())
    }

    fn built(limit: usize, failing: HashSet<u64>) -> Service {
        let (replies, in_flight, answered) = (Replies::new(), HighWater::new(), Mutex::default());
        Service(Box::leak(Box::new(Inner { replies, failing, limit, in_flight, answered })))
    }

    /// One request: in flight from the first poll until `until` is over.
    ///
    /// # Errors
    /// It fails for this one, or too many are in flight.
    pub async fn answer(self, id: u64, until: impl Future) -> Result<u64, Refused> {
        let inside = self.0.in_flight.enter();
        if inside.others() >= self.0.limit {
            return Err(Refused::TooMany(id));
        }
        until.await;
        // Left before the caller can know: nobody sees one too many.
        drop(inside);
        lock(&self.0.answered).push(id);
        self.expected(id)
    }

    /// What a request for `id` is answered with.
    ///
    /// # Errors
    /// The service fails for this one.
    pub fn expected(self, id: u64) -> Result<u64, Refused> {
        if self.0.failing.contains(&id) { Err(Refused::Fails(id)) } else { Ok(self.0.replies.to(id)) }
    }

    /// How many were in flight.
    pub fn in_flight(self) -> HighWater {
        self.0.in_flight
    }

    /// Which were answered, failures too, in the order of the answers.
    pub fn answered(self) -> Vec<u64> {
        lock(&self.0.answered).clone()
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Fails(id) => write!(f, "the service fails for request {id}"),
            Refused::TooMany(id) => write!(f, "the service refused request {id}: too many are in flight"),
        }
    }
}

impl std::error::Error for Refused {}
