//! A watchdog: a hang becomes a message, under plain `cargo test`, with real threads.

mod diagnosis;
mod look;
mod member;
mod note;
mod report;
mod system;
mod words;

use crate::model::{self, end::unsupported};
use look::Look;
use member::Watch;
use std::any::Any;
use std::panic::{AssertUnwindSafe, Location, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

pub(crate) use note::{
    Holding, On, Watched, Way, adopt, locked, notified, scope_end, seen, try_locked, waiting, waits, way,
};

/// How long the threads are looked at once the limit has passed, to tell one that runs from one that sleeps.
const LOOK: Duration = Duration::from_millis(100);

/// Runs `f` with real threads, for no longer than `limit`, and returns what it returns.
///
/// If `f` is not done by then, this panics with a report: a deadlock as a cycle, else every thread with what it waits for,
/// what it holds and since which line. It knows that of the threads and locks of this crate; so that they are these,
/// write `extern crate interleave as std;` at the crate's root. Of other code it says what the system says of its threads.
///
/// The limit decides nothing but when to look: choose it so long that right code never needs it on any machine.
///
/// ```
/// use std::time::Duration;
/// assert_eq!(interleave::within(Duration::from_secs(10), || 6 * 7), 42);
/// ```
///
/// # Panics
/// If `f` is not done in time: the threads that hang stay until the process ends, for no thread can be ended from
/// outside. If `f` panics, the panic goes on here. Inside [`crate::check`] it is refused: there no hang is, only a
/// finding.
#[track_caller]
pub fn within<T: Send + 'static>(limit: Duration, f: impl FnOnce() -> T + Send + 'static) -> T {
    if model::inside() {
        unsupported(
            "within was called inside a check: take it out. A check finds a hang without a clock, and within is for real \
             threads.",
        );
    }
    let _active = model::Active::enter();
    let before = system::threads();
    let watch = Watch::new();
    let (done, result) = channel();
    let body = member::adopted(watch.add(Some("main"), None), move || {
        // Whoever waits is gone once the limit has passed.
        _ = done.send(catch_unwind(AssertUnwindSafe(f)));
    });
    let name = std::thread::current().name().unwrap_or("within").to_owned();
    let thread = std::thread::Builder::new().name(name).spawn(body);
    if let Err(error) = thread {
        panic!("within can't start a thread: {error}");
    }
    let ended = waiting(
        || On::Within,
        Location::caller(),
        Some(limit),
        || wait(&result, limit).map_or_else(|| look(&watch, &result, before), Ok),
    );
    match ended {
        Ok(Ok(value)) => value,
        Ok(Err(payload)) => resume_unwind(payload),
        Err(look) => panic!("{}", report::text(limit, &look)),
    }
}

type Ended<T> = Result<T, Box<dyn Any + Send>>;

fn wait<T>(result: &Receiver<Ended<T>>, limit: Duration) -> Option<Ended<T>> {
    match result.recv_timeout(limit) {
        Ok(ended) => Some(ended),
        Err(RecvTimeoutError::Timeout) => None,
        Err(RecvTimeoutError::Disconnected) => unreachable!("the thread sends before it ends"),
    }
}

/// Looks twice; whoever is done in between was slow, and nothing is wrong.
fn look<T>(
    watch: &Arc<Watch>,
    result: &Receiver<Ended<T>>,
    before: Option<system::Threads>,
) -> Result<Ended<T>, Box<Look>> {
    let first = look::Half::now(watch);
    match wait(result, LOOK) {
        Some(ended) => Ok(ended),
        None => Err(Box::new(Look::new(first, look::Half::now(watch), before))),
    }
}
