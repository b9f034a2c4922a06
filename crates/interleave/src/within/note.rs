//! What the operations note while a `within` is active. None of it blocks, and none changes what an operation does.

use super::member::{self, Hold, Member, Wait};
use crate::model::{self, Mode, Place, mode};
use std::mem::ManuallyDrop;
use std::panic::Location;
use std::sync::Arc;
use std::thread::ThreadId;
use std::time::{Duration, Instant};

/// What a thread waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum On {
    /// A lock, to be held alone or shared.
    Lock { object: usize, shared: bool },
    /// A notification; `lock` is let go of meanwhile.
    Condvar { object: usize, lock: usize },
    /// Its own `unpark`.
    Park,
    /// A thread's end.
    Join(ThreadId),
    /// The end of all threads of a scope.
    Scope(usize),
    /// The others at a barrier for so many threads.
    Barrier { object: usize, threads: usize },
    /// A message.
    Recv(usize),
    /// Room for a message.
    Send(usize),
    /// Time to pass.
    Sleep,
    /// Another `within`.
    Within,
}

/// Which way an operation goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// As std's, and nobody watches.
    Std,
    /// As std's, in a thread of a `within`.
    Watched,
    /// Inside a check.
    Model,
}

/// The way of the calling thread. Where there is neither a check nor a `within` this costs one relaxed load.
#[inline]
pub(crate) fn way() -> Way {
    if model::quiet() { Way::Std } else { way_closer() }
}

#[cold]
fn way_closer() -> Way {
    match mode() {
        Mode::Outside if member::is_one() => Way::Watched,
        Mode::Outside => Way::Std,
        _ => Way::Model,
    }
}

#[inline]
fn watched() -> Option<Arc<Member>> {
    if way() == Way::Watched { member::me() } else { None }
}

/// A lock noted as held, until this is dropped.
pub(crate) struct Holding {
    member: Arc<Member>,
    hold: Hold,
    /// False inside an operation that is noted as one: a barrier's own lock is nobody's business.
    own: bool,
}

impl Holding {
    fn new(member: Arc<Member>, hold: Hold) -> Holding {
        let own = member.note(|record| {
            let own = record.wait.is_none();
            if own {
                record.holds.push(hold);
                record.last = Some(hold.since);
            }
            own
        });
        Holding { member, hold, own }
    }

    /// Does `f`, in which the lock is let go of and a notification of `condvar` is waited for.
    pub(crate) fn asleep<R>(&self, condvar: usize, at: Place, limit: Option<Duration>, f: impl FnOnce() -> R) -> R {
        self.forget();
        let _again = Again(self);
        let _waits = Waits::begin(&self.member, On::Condvar { object: condvar, lock: self.hold.object }, at, limit);
        f()
    }

    fn forget(&self) {
        if self.own {
            self.member.note(|record| {
                let same = |h: &Hold| h.object == self.hold.object && h.shared == self.hold.shared;
                if let Some(i) = record.holds.iter().rposition(same) {
                    record.holds.remove(i);
                }
            });
        }
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        self.forget();
    }
}

/// A guard of std's with what is noted of it. One word, and its drop is out of line, or the guards that nobody watches
/// would pay for it.
pub(crate) struct Watched<G>(ManuallyDrop<Box<(Option<Holding>, G)>>);

impl<G> Watched<G> {
    pub(crate) fn new(holding: Option<Holding>, guard: G) -> Watched<G> {
        Watched(ManuallyDrop::new(Box::new((holding, guard))))
    }

    pub(crate) fn into_parts(self) -> (Option<Holding>, G) {
        let mut this = ManuallyDrop::new(self);
        // SAFETY: `this` is not dropped, so nobody takes the box a second time.
        *unsafe { ManuallyDrop::take(&mut this.0) }
    }

    #[cold]
    #[inline(never)]
    fn end(&mut self) {
        // SAFETY: called by drop alone, after which nothing comes.
        drop(unsafe { ManuallyDrop::take(&mut self.0) });
    }
}

impl<G> Drop for Watched<G> {
    #[inline]
    fn drop(&mut self) {
        self.end();
    }
}

/// Notes on drop that a lock is held again: also if the wait panics.
struct Again<'a>(&'a Holding);

impl Drop for Again<'_> {
    fn drop(&mut self) {
        if self.0.own {
            self.0.member.note(|record| record.holds.push(self.0.hold));
        }
    }
}

/// A wait that is noted until this is dropped; `None` for one inside another one that is noted.
pub(crate) struct Waits(Option<Arc<Member>>);

impl Waits {
    fn begin(member: &Arc<Member>, on: On, at: Place, limit: Option<Duration>) -> Waits {
        let outermost = member.note(|record| {
            let outermost = record.wait.is_none();
            if outermost {
                record.last = Some(at);
                record.wait = Some(Wait { on, at, since: Instant::now(), limit });
            }
            outermost
        });
        Waits(outermost.then(|| Arc::clone(member)))
    }
}

impl Drop for Waits {
    fn drop(&mut self) {
        if let Some(member) = &self.0 {
            member.note(|record| record.wait = None);
        }
    }
}

/// Notes an operation that may block, for no longer than `limit`, if there is one.
#[inline]
pub(crate) fn waits(on: impl FnOnce() -> On, at: Place, limit: Option<Duration>) -> Option<Waits> {
    watched().map(|member| Waits::begin(&member, on(), at, limit))
}

/// Does `f`, which may block: see [`waits`].
#[inline]
pub(crate) fn waiting<R>(on: impl FnOnce() -> On, at: Place, limit: Option<Duration>, f: impl FnOnce() -> R) -> R {
    let _waits = waits(on, at, limit);
    f()
}

/// Takes a lock by `f`, which may block.
pub(crate) fn locked<R>(object: usize, shared: bool, at: Place, f: impl FnOnce() -> R) -> (Option<Holding>, R) {
    let Some(member) = watched() else { return (None, f()) };
    let waits = Waits::begin(&member, On::Lock { object, shared }, at, None);
    let result = f();
    drop(waits);
    (Some(Holding::new(member, Hold { object, shared, since: at })), result)
}

/// Notes a lock that has been taken without waiting.
pub(crate) fn try_locked(object: usize, shared: bool, at: Place) -> Option<Holding> {
    Some(Holding::new(watched()?, Hold { object, shared, since: at }))
}

/// Notes that a condition variable is about to be notified.
pub(crate) fn notified(object: usize, at: Place) {
    if let Some(member) = watched() {
        member.note(|record| record.notified.insert(object, (Instant::now(), at)));
    }
}

/// Notes the line that a thread is at, though it does not wait there.
pub(crate) fn seen(at: Place) {
    if let Some(member) = watched() {
        member.note(|record| record.last = Some(at));
    }
}

/// The code of a thread about to be spawned: it belongs to the `within` of the thread that spawns it.
pub(crate) fn adopt<T, F>(given: Option<&str>, scope: Option<usize>, f: F) -> impl FnOnce() -> T + use<T, F>
where
    F: FnOnce() -> T,
{
    let code = match watched().and_then(|me| me.child(given, scope)) {
        Some(member) => Err(member::adopted(member, f)),
        None => Ok(f),
    };
    move || match code {
        Ok(f) => f(),
        Err(watched) => watched(),
    }
}

/// The end of a scope, where its threads are waited for.
pub(crate) struct ScopeEnd(Option<Arc<Member>>, Place);

/// See [`ScopeEnd`].
#[track_caller]
pub(crate) fn scope_end() -> ScopeEnd {
    ScopeEnd(watched(), Location::caller())
}

impl ScopeEnd {
    /// On drop the wait begins, however the scope's closure is left; it ends when `self` is dropped.
    pub(crate) fn begins_on_drop(&self, scope: usize) -> impl Drop + use<'_> {
        Begins(self, scope)
    }
}

struct Begins<'a>(&'a ScopeEnd, usize);

impl Drop for Begins<'_> {
    fn drop(&mut self) {
        if let Some(member) = &self.0.0 {
            // It ends with the other one's drop.
            Waits::begin(member, On::Scope(self.1), self.0.1, None).0.take();
        }
    }
}

impl Drop for ScopeEnd {
    fn drop(&mut self) {
        if let Some(member) = &self.0 {
            member.note(|record| record.wait.take_if(|wait| matches!(wait.on, On::Scope(_))));
        }
    }
}
