//! One execution: its threads, its objects and what has happened so far.

use super::Place;
use super::data::Copies;
use super::end::Ending;
use super::event::Event;
use super::object::{Loom, Object, ObjectId};
use std::collections::HashMap;
use std::rc::Rc;

/// What a thread is blocked on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Wait {
    /// A lock.
    Lock(usize, super::event::Access),
    /// A notification of a condition variable.
    Notify(usize),
    /// Somebody's `unpark`.
    Unpark,
    /// The end of a thread.
    Join(usize),
}

/// A blocking operation that has begun and not ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pending {
    /// On what.
    pub(crate) wait: Wait,
    /// Where.
    pub(crate) at: Place,
    /// How many events had happened when it began.
    pub(crate) since: usize,
}

/// A thread of the model.
pub(crate) struct ThreadState {
    /// The name that was given to it, if any.
    pub(crate) given: Option<String>,
    /// Its name in the table.
    pub(crate) name: String,
    /// Has it ended?
    pub(crate) finished: bool,
    /// What it is blocked on, if it is.
    pub(crate) pending: Option<Pending>,
    /// loom's handle, known from the thread's start.
    pub(crate) handle: Option<loom::thread::Thread>,
    /// Its park token, under loom.
    pub(crate) token: Rc<ObjectId>,
}

/// How many of loom's objects an execution makes at its start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PoolSize {
    /// Atomics.
    pub(crate) atomics: usize,
    /// Cells.
    pub(crate) cells: usize,
}

/// How things stood when an execution ended early, before its threads were unwound.
pub(crate) struct AtEnd {
    /// The objects, with the holders of the locks.
    pub(crate) objects: Vec<Object>,
    /// What each thread was blocked on.
    pub(crate) pending: Vec<Option<Pending>>,
    /// How many events there were.
    pub(crate) events: usize,
}

/// One execution.
pub(crate) struct Run {
    /// What has happened, in order.
    pub(crate) events: Vec<Event>,
    /// The threads, main first.
    pub(crate) threads: Vec<ThreadState>,
    /// The thread that runs.
    pub(crate) current: usize,
    /// Why the execution was ended early, if it was.
    pub(crate) ending: Option<Ending>,
    /// And how things stood then.
    pub(crate) at_end: Option<AtEnd>,
    /// Objects with a smaller identity are older than the execution.
    pub(crate) first_id: usize,
    /// The objects in the order of their first use.
    pub(crate) objects: Vec<Object>,
    /// loom's side of each object; `None` under the order engine.
    pub(crate) looms: Vec<Option<Loom>>,
    /// The order engine's state, if that is what runs the execution.
    pub(crate) order: Option<Box<crate::order::State>>,
    /// From identity to index.
    pub(crate) index: HashMap<usize, usize>,
    /// The execution's own copies of the data of locks and cells.
    pub(crate) copies: Copies,
    /// The wait that wakes spuriously: the thread, and which of its waits.
    pub(crate) spurious: Option<(usize, usize)>,
    /// How often each thread has waited on a condition variable.
    pub(crate) waits: Vec<usize>,
    /// Scopes that are open, with the threads spawned in them.
    pub(crate) scopes: HashMap<usize, Vec<crate::thread::Child>>,
    atomics: Vec<Rc<loom::sync::atomic::AtomicU64>>,
    cells: Vec<Rc<loom::cell::UnsafeCell<()>>>,
}

impl Run {
    /// A new execution under loom; called on the model's main thread before anything else, since loom wants an object to
    /// be created before whatever uses it, and a facade object can't know.
    pub(crate) fn new(pool: PoolSize, spurious: Option<(usize, usize)>) -> Run {
        let atomics = (0..pool.atomics).map(|_| Rc::new(loom::sync::atomic::AtomicU64::new(0))).collect();
        let cells = (0..pool.cells).map(|_| Rc::new(loom::cell::UnsafeCell::new(()))).collect();
        let mut run = Run { atomics, cells, ..Run::empty(spurious) };
        run.add_thread(Some("main".to_owned()));
        run.threads[0].handle = Some(loom::thread::current());
        run
    }

    /// A new execution under the order engine.
    pub(crate) fn in_order(order: Box<crate::order::State>, spurious: Option<(usize, usize)>) -> Run {
        let mut run = Run { order: Some(order), ..Run::empty(spurious) };
        run.add_thread(Some("main".to_owned()));
        run
    }

    fn empty(spurious: Option<(usize, usize)>) -> Run {
        Run {
            events: Vec::new(),
            threads: Vec::new(),
            current: 0,
            ending: None,
            at_end: None,
            first_id: ObjectId::next(),
            objects: Vec::new(),
            looms: Vec::new(),
            order: None,
            index: HashMap::new(),
            copies: Copies::default(),
            spurious,
            waits: vec![0; loom::MAX_THREADS],
            scopes: HashMap::new(),
            atomics: Vec::new(),
            cells: Vec::new(),
        }
    }

    /// Adds a thread and returns its index.
    pub(crate) fn add_thread(&mut self, given: Option<String>) -> usize {
        let index = self.threads.len();
        let name = given.clone().unwrap_or_else(|| ((b'A' + index as u8 - 1) as char).to_string());
        let token = Rc::new(ObjectId::new());
        if let Some(order) = &mut self.order {
            order.add_thread(self.current);
        }
        self.threads.push(ThreadState { given, name, finished: false, pending: None, handle: None, token });
        index
    }

    /// The next unused atomic of the pool.
    pub(crate) fn next_atomic(&mut self) -> Option<Loom> {
        self.atomics.pop().map(Loom::Atomic)
    }

    /// The next unused cell of the pool.
    pub(crate) fn next_cell(&mut self) -> Option<Loom> {
        self.cells.pop().map(Loom::Cell)
    }
}
