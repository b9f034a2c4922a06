//! What the server counts.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

/// Numbers of requests to `/delay`, `/status`, `/bytes` and `/redirect`. Others are not counted, nor are those refused
/// with 405; those with a bad number (400) are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Requests that have arrived since the start or the last reset, answered or not.
    pub requests: u64,
    /// Requests that have arrived and are neither answered nor given up by the client.
    ///
    /// A request leaves this number before the first byte of its answer is sent: whoever has read an answer finds it
    /// no longer counted. A client that hangs up leaves it when the server notices, which is soon but not at once.
    pub in_flight: u64,
    /// The largest `in_flight` since the start or the last reset.
    pub high_water: u64,
}

impl Stats {
    pub(crate) fn to_json(self) -> Value {
        json!({ "requests": self.requests, "in_flight": self.in_flight, "high_water": self.high_water })
    }

    /// `None` if it isn't what [`Stats::to_json`] makes.
    pub(crate) fn from_json(json: &[u8]) -> Option<Self> {
        let value: Value = serde_json::from_slice(json).ok()?;
        let number = |name: &str| value.get(name)?.as_u64();
        Some(Self { requests: number("requests")?, in_flight: number("in_flight")?, high_water: number("high_water")? })
    }
}

/// A server's counters. Clones share the same numbers and stay valid after the server has gone.
///
/// A lock rather than three atomics: the three numbers of one [`Stats`] then always belong together.
#[derive(Clone, Debug, Default)]
pub struct Counters(Arc<Mutex<Stats>>);

impl Counters {
    /// The numbers at this moment.
    pub fn stats(&self) -> Stats {
        *self.lock()
    }

    /// Sets `requests` to 0 and `high_water` to the requests now in flight; returns the new numbers.
    pub fn reset(&self) -> Stats {
        let mut stats = self.lock();
        *stats = Stats { requests: 0, in_flight: stats.in_flight, high_water: stats.in_flight };
        *stats
    }

    /// Counts one more request, in flight until the returned guard is dropped.
    pub(crate) fn enter(&self) -> InFlight {
        let mut stats = self.lock();
        stats.requests += 1;
        stats.in_flight += 1;
        stats.high_water = stats.high_water.max(stats.in_flight);
        InFlight(self.clone())
    }

    fn lock(&self) -> MutexGuard<'_, Stats> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A guard, because a client that hangs up ends its request by dropping the future that answers it: there is no later
/// line of code to count down in.
#[derive(Debug)]
pub(crate) struct InFlight(Counters);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.lock().in_flight -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stats(requests: u64, in_flight: u64, high_water: u64) -> Stats {
        Stats { requests, in_flight, high_water }
    }

    #[test]
    fn the_high_water_mark_stays_when_requests_leave() {
        let counters = Counters::default();
        let first = counters.enter();
        let second = counters.enter();
        assert_eq!(counters.stats(), stats(2, 2, 2));
        drop(first);
        let third = counters.enter();
        assert_eq!(counters.stats(), stats(3, 2, 2));
        drop((second, third));
        assert_eq!(counters.stats(), stats(3, 0, 2));
    }

    #[test]
    fn a_reset_keeps_what_is_in_flight() {
        let counters = Counters::default();
        let mut held = vec![counters.enter(), counters.enter(), counters.enter()];
        held.pop();
        assert_eq!(counters.stats(), stats(3, 2, 3));
        assert_eq!(counters.reset(), stats(0, 2, 2));
        drop(held);
        assert_eq!(counters.stats(), stats(0, 0, 2));
    }

    #[test]
    fn json_goes_there_and_back() {
        let before = stats(7, 2, 5);
        assert_eq!(Stats::from_json(before.to_json().to_string().as_bytes()), Some(before));
        for bad in ["", "{}", "[]", r#"{"requests": 1, "in_flight": -1, "high_water": 1}"#] {
            assert_eq!(Stats::from_json(bad.as_bytes()), None, "{bad}");
        }
    }
}
