//! The identity of a facade object, and how it binds to loom's object of the execution.

use super::{Place, Run, end, with};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The identity of an object: 0 until its first use in a model, then unique in the process.
#[derive(Debug)]
pub(crate) struct ObjectId(AtomicUsize);

static NEXT: AtomicUsize = AtomicUsize::new(1);

impl ObjectId {
    /// An identity not given yet: `const`, so that a static can have one.
    pub(crate) const fn new() -> ObjectId {
        ObjectId(AtomicUsize::new(0))
    }

    /// The identity, given now if need be.
    pub(crate) fn get(&self) -> usize {
        match self.0.load(Ordering::Relaxed) {
            0 => {
                let new = NEXT.fetch_add(1, Ordering::Relaxed);
                match self.0.compare_exchange(0, new, Ordering::Relaxed, Ordering::Relaxed) {
                    Ok(_) => new,
                    Err(other) => other,
                }
            }
            id => id,
        }
    }

    /// Forgets the identity: the next use binds afresh.
    pub(crate) fn reset(&mut self) {
        *self.0.get_mut() = 0;
    }

    /// The identity that the next new object will get.
    pub(crate) fn next() -> usize {
        NEXT.load(Ordering::Relaxed)
    }
}

/// The type of an atomic or lock, as a table needs it.
#[derive(Debug)]
pub(crate) struct Type {
    /// std's name.
    pub(crate) name: &'static str,
    /// How many bits of its value count.
    pub(crate) bits: u32,
    /// Shows a value.
    pub(crate) show: fn(u64) -> String,
}

/// The type of an object without a value that can be shown.
pub(crate) const fn opaque(name: &'static str) -> Type {
    Type { name, bits: 0, show: |_| String::new() }
}

/// One object as the execution knows it.
#[derive(Clone, Debug)]
pub(crate) struct Object {
    /// Its type.
    pub(crate) ty: &'static Type,
    /// Where it was first used.
    pub(crate) first: Place,
    /// Its value at the start of the execution.
    pub(crate) initial: u64,
    /// Its newest value.
    pub(crate) newest: u64,
    /// The threads that hold it, for a lock: exclusive, or readers.
    pub(crate) holders: Vec<Holder>,
    /// The threads asleep on it, for a condition variable.
    pub(crate) asleep: Vec<usize>,
}

/// A thread that holds a lock.
#[derive(Clone, Debug)]
pub(crate) struct Holder {
    /// The thread.
    pub(crate) thread: usize,
    /// How.
    pub(crate) access: super::event::Access,
    /// Since which line.
    pub(crate) since: Place,
}

/// loom's side of an object.
#[derive(Clone)]
pub(crate) enum Loom {
    Atomic(Rc<loom::sync::atomic::AtomicU64>),
    Cell(Rc<loom::cell::UnsafeCell<()>>),
    Mutex(Rc<loom::sync::Mutex<()>>),
    RwLock(Rc<loom::sync::RwLock<()>>),
    /// Only its switch points are used: the queue of sleepers is ours.
    Condvar(Rc<loom::sync::Condvar>),
}

/// Finds the object's index and loom's side of it, or binds it now. The order engine needs no other side: `None`.
///
/// `new` makes loom's side from the execution's pools; `None` means that a pool is empty.
pub(crate) fn bind(
    id: &ObjectId,
    ty: &'static Type,
    initial: impl FnOnce() -> u64,
    at: Place,
    new: impl FnOnce(&mut Run) -> Option<Loom>,
) -> (usize, Option<Loom>) {
    end::unwind_if_ended();
    let id = id.get();
    let found = with(|run| {
        if let Some(&index) = run.index.get(&id) {
            return Some((index, run.looms[index].clone()));
        }
        let loom = match &mut run.order {
            Some(order) => {
                order.add_object();
                None
            }
            None => Some(new(run)?),
        };
        let initial = initial();
        let object = Object { ty, first: at, initial, newest: initial, holders: Vec::new(), asleep: Vec::new() };
        run.objects.push(object);
        run.looms.push(loom.clone());
        run.index.insert(id, run.objects.len() - 1);
        Some((run.objects.len() - 1, loom))
    });
    found.unwrap_or_else(|| end::pool_is_empty())
}
