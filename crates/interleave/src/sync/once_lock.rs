//! A cell that is written once.

use super::{Condvar, Mutex};
use crate::model::object::ObjectId;
use crate::model::{self, Mode, mode};
use crate::sync::atomic::AtomicU8;
use crate::within::{self, On, waiting};
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::ptr::NonNull;
use std::sync::atomic::Ordering::{Acquire, Release};

/// `std::sync::OnceLock`, modelled inside a check: as a static it starts every execution empty, or with what it was given
/// outside. What it is given inside is let go of with it; what a static is given inside is leaked, once an execution.
pub struct OnceLock<T> {
    std: std::sync::OnceLock<T>,
    /// [`EMPTY`], [`OUTSIDE`] or [`INSIDE`]. In a model reading it is the step that looks, and writing it hands over.
    state: AtomicU8,
    /// Held while the value is made; how many wait for that.
    gate: Mutex<usize>,
    made: Condvar,
    value: Value,
}

const EMPTY: u8 = 0;
/// The value is in `std`.
const OUTSIDE: u8 = 1;
/// The value is this execution's own, in `value`.
const INSIDE: u8 = 2;

/// The value of an execution: not in the object, for a static is in several checks at once, each on its own OS thread.
///
/// Without the type, or a cell with a reference could not be older than what it refers to, as std's can.
struct Value {
    id: ObjectId,
    free: fn(NonNull<()>),
}

thread_local! {
    /// The values of the checks of this OS thread: boxed, by the object's identity.
    static VALUES: RefCell<HashMap<usize, NonNull<()>>> = RefCell::default();
}

// SAFETY: the value is reached by `&self` only after it was written, from threads that the model hands it to.
unsafe impl<T: Send + Sync> Sync for OnceLock<T> {}
// SAFETY: it owns its value.
unsafe impl<T: Send> Send for OnceLock<T> {}
impl<T: RefUnwindSafe + UnwindSafe> RefUnwindSafe for OnceLock<T> {}
impl<T: UnwindSafe> UnwindSafe for OnceLock<T> {}

impl<T> OnceLock<T> {
    /// An empty cell.
    pub const fn new() -> OnceLock<T> {
        OnceLock {
            std: std::sync::OnceLock::new(),
            state: AtomicU8::new(EMPTY),
            gate: Mutex::new(0),
            made: Condvar::inner(),
            value: Value { id: ObjectId::new(), free: free::<T> },
        }
    }

    /// The value, if there is one.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        match mode() {
            Mode::Outside => self.std.get(),
            _ => match self.state.load(Acquire) {
                EMPTY => None,
                OUTSIDE => self.std.get(),
                // SAFETY: the state says that this execution has written it, and nothing takes it out while `self` is
                // borrowed.
                _ => self.value.get().map(|value| unsafe { value.cast().as_ref() }),
            },
        }
    }

    /// The value; `f` makes it if there is none. Of several threads one makes it, and the others wait.
    #[track_caller]
    pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T {
        if mode() == Mode::Outside {
            return self.outside(f);
        }
        if let Some(value) = self.get() {
            return value;
        }
        let waiting = self.gate.lock().unwrap_or_else(|p| p.into_inner());
        if let Some(value) = self.get() {
            return value;
        }
        let value = self.value.put(f());
        self.state.store(INSIDE, Release);
        if *waiting > 0 {
            self.made.notify_all();
        }
        // SAFETY: just boxed as a `T`, and nothing takes it out while `self` is borrowed.
        unsafe { value.cast().as_ref() }
    }

    #[track_caller]
    fn outside<F: FnOnce() -> T>(&self, f: F) -> &T {
        if let Some(value) = self.std.get() {
            return value;
        }
        let at = Location::caller();
        let object = self.value.id.get();
        let mut made = false;
        let waits = within::waits(|| On::Lock { object, shared: false }, at, None);
        let value = self.std.get_or_init(|| {
            drop(waits);
            let _holding = within::try_locked(object, false, at);
            made = true;
            f()
        });
        if made {
            // For a check that comes later: `std` has the value by now.
            self.state.store(OUTSIDE, Release);
        }
        value
    }

    /// Gives it its value.
    ///
    /// # Errors
    /// If it has one already, with the value that was to be given.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        let mut value = Some(value);
        self.get_or_init(|| value.take().expect("it is made once"));
        value.map_or(Ok(()), Err)
    }

    /// Waits until there is a value.
    #[track_caller]
    pub fn wait(&self) -> &T {
        if mode() == Mode::Outside {
            let on = || On::Lock { object: self.value.id.get(), shared: true };
            return waiting(on, Location::caller(), None, || self.std.wait());
        }
        loop {
            if let Some(value) = self.get() {
                return value;
            }
            let mut waiting = self.gate.lock().unwrap_or_else(|p| p.into_inner());
            assert!(mode() == Mode::Model, "nobody can be waited for while an execution is unwound");
            if self.get().is_none() {
                *waiting += 1;
                waiting = self.made.wait(waiting).unwrap_or_else(|p| p.into_inner());
                *waiting -= 1;
            }
        }
    }

    /// A mutable reference to the value, if there is one; no step is needed.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        match *self.state.get_mut() {
            // SAFETY: `self` is borrowed alone.
            INSIDE => self.value.get().map(|value| unsafe { value.cast().as_mut() }),
            _ => self.std.get_mut(),
        }
    }

    /// Takes the value out and leaves the cell empty.
    pub fn take(&mut self) -> Option<T> {
        match std::mem::replace(self.state.get_mut(), EMPTY) {
            // SAFETY: it was boxed as a `T`, and is no longer in the table.
            INSIDE => self.value.take().map(|value| *unsafe { Box::from_raw(value.cast().as_ptr()) }),
            _ => self.std.take(),
        }
    }

    /// Consumes the cell and returns its value.
    pub fn into_inner(mut self) -> Option<T> {
        self.take()
    }
}

impl Value {
    fn get(&self) -> Option<NonNull<()>> {
        let id = self.id.get();
        VALUES.with_borrow(|values| values.get(&id).copied())
    }

    /// What an earlier execution has put there is leaked: it may refer to objects of that execution.
    fn put<T>(&self, value: T) -> NonNull<()> {
        let value = NonNull::from(Box::leak(Box::new(value))).cast();
        let id = self.id.get();
        VALUES.with_borrow_mut(|values| values.insert(id, value));
        value
    }

    fn take(&mut self) -> Option<NonNull<()>> {
        let id = self.id.get();
        VALUES.try_with(|values| values.borrow_mut().remove(&id)).ok().flatten()
    }
}

/// Drops a value of [`VALUES`].
fn free<T>(value: NonNull<()>) {
    // SAFETY: called by `Value::drop` alone, with what `put` boxed for a cell of this type and `take` took out.
    drop(unsafe { Box::from_raw(value.cast::<T>().as_ptr()) });
}

impl Drop for Value {
    fn drop(&mut self) {
        if !model::quiet()
            && let Some(value) = self.take()
        {
            (self.free)(value);
        }
    }
}

impl<T> Default for OnceLock<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> From<T> for OnceLock<T> {
    fn from(value: T) -> Self {
        let cell = Self::new();
        assert!(cell.set(value).is_ok(), "it is new");
        cell
    }
}

impl<T: Clone> Clone for OnceLock<T> {
    fn clone(&self) -> Self {
        self.get().map_or_else(Self::new, |value| Self::from(value.clone()))
    }
}

impl<T: PartialEq> PartialEq for OnceLock<T> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<T: Eq> Eq for OnceLock<T> {}

impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tuple = f.debug_tuple("OnceLock");
        match self.get() {
            Some(value) => tuple.field(value),
            None => tuple.field(&format_args!("<uninit>")),
        };
        tuple.finish()
    }
}
