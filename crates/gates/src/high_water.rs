//! How many are in flight, and the most that ever were.

use std::collections::HashSet;
use std::sync::Mutex;
use std::thread::{self, ThreadId};

use crate::hall::lock;

/// Counts who is inside: now, at most, in all, and on how many threads. Holds nobody.
#[derive(Clone, Copy)]
pub struct HighWater(&'static Mutex<Marks>);

#[derive(Default)]
struct Marks {
    now: usize,
    most: usize,
    entered: usize,
    threads: HashSet<ThreadId>,
}

impl HighWater {
    /// Nobody is inside.
    #[expect(clippy::new_without_default, reason = "each is a new one, not the default one")]
    pub fn new() -> HighWater {
        HighWater(Box::leak(Box::default()))
    }

    /// Inside until what this returns is dropped.
    #[must_use = "dropped at once, it has left at once: `let _inside = …`"]
    pub fn enter(self) -> Inside {
        let mut marks = lock(self.0);
        marks.now += 1;
        marks.entered += 1;
        marks.most = marks.most.max(marks.now);
        marks.threads.insert(thread::current().id());
        Inside { mark: self, others: marks.now - 1 }
    }

    /// How many are inside.
    pub fn now(self) -> usize {
        lock(self.0).now
    }

    /// The most that were inside at once.
    pub fn most(self) -> usize {
        lock(self.0).most
    }

    /// How many came in, in all.
    pub fn entered(self) -> usize {
        lock(self.0).entered
    }

    /// On how many different threads they came in.
    pub fn threads(self) -> usize {
        lock(self.0).threads.len()
    }

    /// Did this thread come in?
    pub fn saw_this_thread(self) -> bool {
        lock(self.0).threads.contains(&thread::current().id())
    }
}

/// One that is inside; leaves when dropped, also by a panic.
#[must_use]
pub struct Inside {
    mark: HighWater,
    others: usize,
}

impl Inside {
    /// How many others were inside when this one came.
    pub fn others(&self) -> usize {
        self.others
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        lock(self.mark.0).now -= 1;
    }
}
