//! Where gates and tallies wait: for what they wait for, or until the process is quiet, or until the limit.

use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

/// After this nobody waits any longer. It turns a hang into a message and decides nothing else.
pub(crate) const LIMIT: Duration = Duration::from_secs(10);

/// Enough where what was expected is there, and the question is only whether more will come: an instant of quiet.
pub(crate) const WHO_ELSE: Duration = Duration::ZERO;
/// Enough where more is expected: a thread in a short timed sleep is no thread that sleeps for ever.
pub(crate) const IN_VAIN: Duration = Duration::from_millis(100);
/// The same where what is expected comes through the network: its packets are nobody's sleep.
pub(crate) const IN_VAIN_BY_NETWORK: Duration = Duration::from_millis(500);

/// Why a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    Ready,
    Quiet,
    Limit,
}

/// What a hall is about.
pub(crate) trait Scene: Send + 'static {
    /// How long the process must have been quiet, without a break, before waiting for it makes no sense.
    fn patience(&self) -> Duration;
    /// Everybody is released before it was ready.
    fn release(&mut self, _why: Ended) {}
}

pub(crate) struct Hall<S> {
    inside: Mutex<State<S>>,
    changed: Condvar,
}

struct State<S> {
    scene: S,
    waiting: usize,
    wakers: Vec<Waker>,
    releases: u64,
    last_release: Ended,
}

/// Every change anywhere: while this stands still, nothing moves at any gate.
static EVENTS: AtomicU64 = AtomicU64::new(0);

static HALLS: Mutex<Vec<&'static dyn Releases>> = Mutex::new(Vec::new());

trait Releases: Sync {
    fn patience_of_who_waits(&self) -> Option<Duration>;
    fn release(&self, why: Ended);
}

/// The number of changes so far.
pub(crate) fn events() -> u64 {
    EVENTS.load(Ordering::Relaxed)
}

/// Does anybody wait anywhere?
pub(crate) fn anybody_waits() -> bool {
    halls().iter().any(|hall| hall.patience_of_who_waits().is_some())
}

/// Releases those who wait and whose patience is at most this.
pub(crate) fn release(quiet_for: Duration, why: Ended) {
    for hall in halls() {
        if hall.patience_of_who_waits().is_some_and(|patience| patience <= quiet_for) {
            hall.release(why);
        }
    }
}

/// A copy: a hall is locked without holding the list.
fn halls() -> Vec<&'static dyn Releases> {
    lock(&HALLS).clone()
}

/// A lock that a panic elsewhere doesn't take away: one failed test must not fail the next.
pub(crate) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<S: Scene> Hall<S> {
    /// A hall that stays as long as the program.
    pub(crate) fn build(scene: S) -> &'static Self {
        let state = State { scene, waiting: 0, wakers: Vec::new(), releases: 0, last_release: Ended::Ready };
        let hall = Box::leak(Box::new(Hall { inside: Mutex::new(state), changed: Condvar::new() }));
        lock(&HALLS).push(hall);
        hall
    }

    /// Reads the scene, or changes it in a way that nobody waits for.
    pub(crate) fn with<R>(&self, f: impl FnOnce(&mut S) -> R) -> R {
        EVENTS.fetch_add(1, Ordering::Relaxed);
        f(&mut lock(&self.inside).scene)
    }

    /// Everybody who waits looks again.
    pub(crate) fn call(&self) {
        let wakers = std::mem::take(&mut lock(&self.inside).wakers);
        self.changed.notify_all();
        wakers.into_iter().for_each(Waker::wake);
    }

    /// Blocks the thread.
    pub(crate) fn wait(&self, ready: impl Fn(&S) -> bool) -> Ended {
        let began = Instant::now();
        let mut state = lock(&self.inside);
        let releases = state.releases;
        state.waiting += 1;
        let ended = loop {
            if ready(&state.scene) {
                break Ended::Ready;
            }
            if state.releases != releases {
                break state.last_release;
            }
            let Some(left) = LIMIT.checked_sub(began.elapsed()) else {
                state.end(Ended::Limit);
                break Ended::Limit;
            };
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        };
        state.waiting -= 1;
        drop(state);
        if ended == Ended::Limit {
            self.call();
        }
        ended
    }

    /// Suspends the task.
    pub(crate) fn wait_async<F: Fn(&S) -> bool>(&'static self, ready: F) -> Wait<S, F> {
        Wait { hall: self, ready, since: None }
    }
}

impl<S: Scene> State<S> {
    fn end(&mut self, why: Ended) {
        self.releases += 1;
        self.last_release = why;
        self.scene.release(why);
    }
}

impl<S: Scene> Releases for Hall<S> {
    fn patience_of_who_waits(&self) -> Option<Duration> {
        let state = lock(&self.inside);
        (state.waiting > 0).then(|| state.scene.patience())
    }

    fn release(&self, why: Ended) {
        lock(&self.inside).end(why);
        self.call();
    }
}

/// A task's wait in a hall.
pub(crate) struct Wait<S: Scene, F> {
    hall: &'static Hall<S>,
    ready: F,
    /// The number of releases when it began to wait.
    since: Option<u64>,
}

impl<S: Scene, F: Fn(&S) -> bool + Unpin> Future for Wait<S, F> {
    type Output = Ended;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Ended> {
        let hall = self.hall;
        let mut state = lock(&hall.inside);
        if (self.ready)(&state.scene) {
            return Poll::Ready(Ended::Ready);
        }
        let since = *self.since.get_or_insert_with(|| {
            state.waiting += 1;
            state.releases
        });
        if state.releases != since {
            return Poll::Ready(state.last_release);
        }
        if !state.wakers.iter().any(|waker| waker.will_wake(context.waker())) {
            state.wakers.push(context.waker().clone());
        }
        Poll::Pending
    }
}

impl<S: Scene, F> Drop for Wait<S, F> {
    fn drop(&mut self) {
        if self.since.is_some() {
            lock(&self.hall.inside).waiting -= 1;
        }
    }
}
