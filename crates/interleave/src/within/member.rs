//! Who is watched: the threads of a `within`, each with a record of what it holds and waits for.
//!
//! A thread writes only its own record, so nobody waits for anybody there; the watchdog reads them once the limit has
//! passed.

use super::note::On;
use super::system;
use crate::model::Place;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, Weak};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

/// One call of `within`.
#[derive(Default)]
pub(super) struct Watch {
    members: Mutex<Vec<Arc<Member>>>,
}

/// One of its threads.
pub(crate) struct Member {
    watch: Weak<Watch>,
    /// Its name in the report.
    pub(super) name: String,
    /// The scope that it was spawned in.
    pub(super) scope: Option<usize>,
    record: Mutex<Record>,
}

/// What is known of a thread.
#[derive(Clone, Default)]
pub(super) struct Record {
    /// The system's number for it.
    pub(super) number: Option<u64>,
    /// std's identity, once it has started.
    pub(super) id: Option<ThreadId>,
    /// Has it ended, and how?
    pub(super) ended: Option<End>,
    /// The locks that it holds.
    pub(super) holds: Vec<Hold>,
    /// The operation that it is in, if that one may block.
    pub(super) wait: Option<Wait>,
    /// When and where it last notified a condition variable.
    pub(super) notified: HashMap<usize, (Instant, Place)>,
    /// The line of the last operation noted.
    pub(super) last: Option<Place>,
    /// How often the record has changed.
    pub(super) changes: u64,
}

/// How a thread ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Returned,
    Panicked,
}

/// A lock that is held.
#[derive(Clone, Copy)]
pub(crate) struct Hold {
    pub(super) object: usize,
    pub(super) shared: bool,
    pub(super) since: Place,
}

/// An operation that may block.
#[derive(Clone, Copy)]
pub(super) struct Wait {
    pub(super) on: On,
    pub(super) at: Place,
    pub(super) since: Instant,
    /// It ends by itself after this.
    pub(super) limit: Option<Duration>,
}

thread_local! {
    static ME: RefCell<Option<Arc<Member>>> = const { RefCell::new(None) };
}

/// The calling thread, if it is watched.
pub(super) fn me() -> Option<Arc<Member>> {
    ME.try_with(|me| me.borrow().clone()).ok().flatten()
}

/// Is the calling thread watched?
pub(super) fn is_one() -> bool {
    ME.try_with(|me| me.borrow().is_some()).unwrap_or(false)
}

impl Watch {
    pub(super) fn new() -> Arc<Watch> {
        Arc::default()
    }

    pub(super) fn members(&self) -> Vec<Arc<Member>> {
        self.list().clone()
    }

    /// Adds a thread that is about to start. Without a name it gets a letter, as in the tables.
    pub(super) fn add(self: &Arc<Watch>, given: Option<&str>, scope: Option<usize>) -> Arc<Member> {
        let mut members = self.list();
        let index = members.len();
        let name = given.map_or_else(|| letter(index), str::to_owned);
        let taken = members.iter().filter(|m| m.name == name).count();
        let name = if taken == 0 { name } else { format!("{name}{}", taken + 1) };
        let member = Member { watch: Arc::downgrade(self), name, scope, record: Mutex::default() };
        members.push(Arc::new(member));
        Arc::clone(&members[index])
    }

    fn list(&self) -> MutexGuard<'_, Vec<Arc<Member>>> {
        self.members.lock().unwrap_or_else(|p| p.into_inner())
    }
}

/// A for the first that main spawns, B for the next; after Z comes A2.
fn letter(index: usize) -> String {
    let (round, n) = ((index.max(1) - 1) / 26, (index.max(1) - 1) % 26);
    let letter = char::from(b'A' + n as u8);
    if round == 0 { letter.to_string() } else { format!("{letter}{}", round + 1) }
}

impl Member {
    /// A thread that this one is about to spawn. `None` once the `within` is over.
    pub(super) fn child(&self, given: Option<&str>, scope: Option<usize>) -> Option<Arc<Member>> {
        Some(self.watch.upgrade()?.add(given, scope))
    }

    /// A copy of what is known of it.
    pub(super) fn record(&self) -> Record {
        self.lock().clone()
    }

    /// Changes what is known of it.
    pub(super) fn note<R>(&self, change: impl FnOnce(&mut Record) -> R) -> R {
        let mut record = self.lock();
        record.changes += 1;
        change(&mut record)
    }

    fn lock(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(|p| p.into_inner())
    }
}

/// Notes the end of a thread, also of one that never came to its start.
struct Ends(Arc<Member>);

impl Drop for Ends {
    fn drop(&mut self) {
        let end = if std::thread::panicking() { End::Panicked } else { End::Returned };
        self.0.note(|record| record.ended = Some(end));
        _ = ME.try_with(|me| me.borrow_mut().take_if(|me| Arc::ptr_eq(me, &self.0)));
    }
}

/// The code of a watched thread.
pub(super) fn adopted<T, F: FnOnce() -> T>(member: Arc<Member>, f: F) -> impl FnOnce() -> T + use<T, F> {
    let ends = Ends(member);
    move || {
        let ends = ends;
        let number = system::own_number();
        ends.0.note(|record| {
            record.number = number;
            record.id = Some(std::thread::current().id());
        });
        _ = ME.try_with(|me| me.replace(Some(Arc::clone(&ends.0))));
        f()
    }
}
