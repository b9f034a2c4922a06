//! A value that is made at its first use.

use super::OnceLock;
use crate::model::end::{self, Ending, Leave};
use crate::model::object::ObjectId;
use crate::model::{Mode, Place, hook, mode, with};
use std::cell::UnsafeCell;
use std::fmt;
use std::mem::{ManuallyDrop, needs_drop};
use std::ops::Deref;
use std::panic::{Location, RefUnwindSafe, UnwindSafe, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

/// `std::sync::LazyLock`, modelled inside a check, where a static makes its value anew in every execution.
pub struct LazyLock<T, F = fn() -> T> {
    cell: OnceLock<T>,
    id: ObjectId,
    /// Has the function been called outside a check, or, if it owns memory, anywhere?
    called: AtomicBool,
    function: UnsafeCell<ManuallyDrop<F>>,
}

// SAFETY: the function is called by one thread, the one that makes the value, or is a copy.
unsafe impl<T: Send + Sync, F: Send> Sync for LazyLock<T, F> {}
impl<T: RefUnwindSafe + UnwindSafe, F: UnwindSafe> RefUnwindSafe for LazyLock<T, F> {}
impl<T: UnwindSafe, F: UnwindSafe> UnwindSafe for LazyLock<T, F> {}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    /// A value that `f` will make.
    pub const fn new(f: F) -> LazyLock<T, F> {
        LazyLock {
            cell: OnceLock::new(),
            id: ObjectId::new(),
            called: AtomicBool::new(false),
            function: UnsafeCell::new(ManuallyDrop::new(f)),
        }
    }

    /// The value, made now if need be.
    ///
    /// # Panics
    /// If making it has panicked before.
    #[track_caller]
    pub fn force(this: &LazyLock<T, F>) -> &T {
        let at = Location::caller();
        // Given now: an object of this execution has a younger identity than the execution.
        let id = this.id.get();
        this.cell.get_or_init(|| {
            if needs_drop::<F>() && mode() == Mode::Model && with(|run| id < run.first_id) {
                refuse(at);
            }
            this.function()()
        })
    }

    /// The function, to be called. One without drop glue is copied, as the data of locks is: every execution calls it.
    fn function(&self) -> F {
        let once = needs_drop::<F>() || mode() == Mode::Outside;
        assert!(!(once && self.called.swap(true, Ordering::Relaxed)), "LazyLock instance has previously been poisoned");
        // SAFETY: one with drop glue is moved out once, for `called` was false, and is not dropped after that.
        ManuallyDrop::into_inner(unsafe { std::ptr::read(self.function.get()) })
    }
}

/// Leaves the whole check, not only the execution: this one is not as the first was, which loom can't go on with.
#[cold]
fn refuse(at: Place) -> ! {
    let sentence = format!(
        "{}:{} uses a LazyLock that was made outside the check, and whose function owns memory. It can be called once \
         only, not in every execution: make it inside the closure that you give to check.",
        at.file(),
        at.line()
    );
    if crate::order::on() {
        end::unsupported(sentence);
    }
    hook::kill();
    end::end(Ending::Unsupported(sentence));
    resume_unwind(Box::new(Leave))
}

impl<T, F> Drop for LazyLock<T, F> {
    fn drop(&mut self) {
        if !*self.called.get_mut() {
            // SAFETY: it has not been moved out, and nothing comes after this.
            unsafe { ManuallyDrop::drop(self.function.get_mut()) };
        }
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;

    #[track_caller]
    fn deref(&self) -> &T {
        LazyLock::force(self)
    }
}

impl<T: Default> Default for LazyLock<T> {
    fn default() -> Self {
        LazyLock::new(T::default)
    }
}

impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tuple = f.debug_tuple("LazyLock");
        match self.cell.get() {
            Some(value) => tuple.field(value),
            None => tuple.field(&format_args!("<uninit>")),
        };
        tuple.finish()
    }
}
