//! Runs code that may hang, and looks after it.

use std::any::Any;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::hall::{self, Ended, LIMIT, WHO_ELSE, lock};
use crate::panics;
use crate::process::{Look, computed, look};

/// Between two looks while somebody waits.
const PAUSE: Duration = Duration::from_millis(2);
/// Between two looks while nobody waits.
const LONG_PAUSE: Duration = Duration::from_millis(10);
/// All sleep for so long, and nobody waits at a gate: nothing will ever wake one.
const HANGS: Duration = Duration::from_secs(3);
/// The same once another test of this program hangs: seven such tests are not to take seven times as long.
const HANGS_TOO: Duration = Duration::from_millis(500);
/// A stretch of quiet must have been seen so often before its length counts: the whole process may have been stopped.
const ENOUGH_LOOKS: u32 = 5;
/// The end of all patience, for code that runs in circles: it has lasted for so long, and the process has computed for so
/// long. On a busy machine only the first is soon reached.
const ENDLESS: Duration = Duration::from_secs(8);
/// The end of all patience where the system doesn't tell how long the process has computed, or it doesn't compute.
const ENDLESS_ANYHOW: Duration = Duration::from_secs(30);
/// Nothing moved at any gate for so long: where the system doesn't tell who sleeps.
const STILL: Duration = Duration::from_millis(300);

const NOT_TRIED: &str = "NOT TRIED: another test of this program does not end. What it left behind keeps\n\
                         the processor busy, and nothing can be watched beside it.";

/// Some test hangs. What hangs sleeps, and disturbs no other.
static HUNG: AtomicBool = AtomicBool::new(false);
/// Some test runs in circles. No other can be watched beside it: the process is never quiet again.
static BUSY: AtomicBool = AtomicBool::new(false);

/// Two tests that watch would keep each other awake.
static ALONE: Mutex<()> = Mutex::new(());

/// Runs `f` on a thread of its own, and opens gates when the process is quiet. Tests that call it run one after the
/// other, though `cargo test` starts several at once.
///
/// # Panics
/// With a message for the learner if `f` panics (`PANICKED: …`), if all threads sleep for ever (`HANGS: …`), or if it
/// runs in circles (`DOES NOT END: …`). What hangs stays behind, and the other tests go on; beside what runs in circles
/// they can't (`NOT TRIED: …`).
#[track_caller]
pub fn watched<T: Send + 'static>(f: impl FnOnce() -> T + Send + 'static) -> T {
    watched_telling(String::new, f)
}

/// The same; when it hangs, the message ends with what `status` knows then: `2 of 4 are inside`.
///
/// # Panics
/// As [`watched`].
#[track_caller]
pub fn watched_telling<T: Send + 'static>(status: impl Fn() -> String, f: impl FnOnce() -> T + Send + 'static) -> T {
    let problem = {
        let _alone = lock(&ALONE);
        assert!(!BUSY.load(Ordering::Relaxed), "{NOT_TRIED}");
        panics::keep();
        let ended = run(f);
        let panicked = panics::taken();
        match ended {
            Ok(result) => {
                panics::remember(panicked);
                return result;
            }
            Err(Problem::Panicked(thrown)) => panics::told(&panicked, &thrown),
            Err(Problem::Stuck(words)) => {
                panics::remember(panicked);
                words
            }
        }
    };
    let status = status();
    panic!("{problem}{}{status}", if status.is_empty() { "" } else { "\n" });
}

/// Why there is no result.
enum Problem {
    /// It panicked, with this text.
    Panicked(String),
    /// It doesn't end; in a sentence.
    Stuck(String),
}

fn run<T: Send + 'static>(f: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let (done, result) = mpsc::channel();
    let thread = thread::Builder::new().name("answer".to_owned()).spawn(move || _ = done.send(f()));
    let thread = thread.expect("the system starts no thread");
    let mut watch = Watch::new();
    loop {
        let pause = if hall::anybody_waits() { PAUSE } else { LONG_PAUSE };
        match result.recv_timeout(pause) {
            Ok(result) => return Ok(result),
            Err(RecvTimeoutError::Disconnected) => {
                let panic = thread.join().expect_err("it ended without a result");
                return Err(Problem::Panicked(text(&*panic).to_owned()));
            }
            Err(RecvTimeoutError::Timeout) => watch.look(look()).map_err(Problem::Stuck)?,
        }
    }
}

/// What was seen until now.
struct Watch {
    began: Instant,
    /// How long the process had computed by then.
    computed_before: Option<Duration>,
    /// The last look, how often it was the same without a break, and since when.
    last: Look,
    same: u32,
    same_since: Instant,
    /// The count of events, and since when.
    events: u64,
    events_since: Instant,
}

impl Watch {
    fn new() -> Watch {
        let now = Instant::now();
        let (last, same, events) = (Look::Awake, 0, hall::events());
        Watch { began: now, computed_before: computed(), last, same, same_since: now, events, events_since: now }
    }

    /// How long the process has computed since the beginning, if the system tells.
    fn computed(&self) -> Option<Duration> {
        Some(computed()?.saturating_sub(self.computed_before?))
    }

    /// Opens what nobody else will come to; an error if nothing is left that could go on.
    fn look(&mut self, seen: Look) -> Result<(), String> {
        let quiet = matches!(seen, Look::Asleep(_)) && seen == self.last;
        let unknown = seen == Look::Unknown;
        if quiet {
            self.same += 1;
        } else {
            (self.last, self.same, self.same_since) = (seen, 0, Instant::now());
        }
        if self.events != hall::events() {
            (self.events, self.events_since) = (hall::events(), Instant::now());
        }
        let quiet_for = if self.same < ENOUGH_LOOKS { Duration::ZERO } else { self.same_since.elapsed() };
        let somebody_waits = hall::anybody_waits();
        let still = self.events_since.elapsed();
        if still > LIMIT {
            hall::release(Duration::MAX, Ended::Limit);
        } else if quiet {
            hall::release(quiet_for, Ended::Quiet);
        } else if unknown && still > STILL {
            hall::release(WHO_ELSE, Ended::Quiet);
        }
        let hangs = if HUNG.load(Ordering::Relaxed) { HANGS_TOO } else { HANGS };
        if quiet_for > hangs && !somebody_waits {
            HUNG.store(true, Ordering::Relaxed);
            return Err(
                "HANGS: every thread of the program sleeps, and none is left that could wake\nanother.".to_owned()
            );
        }
        let lasts = self.began.elapsed();
        if lasts > ENDLESS && self.computed().is_some_and(|spent| spent > ENDLESS) {
            BUSY.store(true, Ordering::Relaxed);
            return Err(format!(
                "DOES NOT END: the program computes for more than {} s now, where moments are\n\
                 enough. Is there a loop that nothing leaves, or a wait for what never comes?",
                ENDLESS.as_secs()
            ));
        }
        if lasts > ENDLESS_ANYHOW {
            return Err(format!("DOES NOT END: it isn't done after {} s.", ENDLESS_ANYHOW.as_secs()));
        }
        Ok(())
    }
}

fn text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("(a panic without a text)")
}
