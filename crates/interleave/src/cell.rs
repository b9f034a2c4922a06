//! `std::cell`; `UnsafeCell` alone differs: it lends its pointer for the length of a closure, so that the model sees
//! when an access begins and ends.

pub use std::cell::{BorrowError, BorrowMutError, Cell, LazyCell, OnceCell, Ref, RefCell, RefMut};

use crate::model::object::{Loom, ObjectId, Type, bind, opaque};
use crate::model::{Action, Mode, Place, data, log, mode, step};
use crate::order;
use std::panic::Location;

/// `std::cell::UnsafeCell`, whose accesses are checked for data races inside a check.
#[derive(Debug)]
pub struct UnsafeCell<T> {
    id: ObjectId,
    data: std::cell::UnsafeCell<T>,
}

const TYPE: &Type = &opaque("UnsafeCell");

impl<T> UnsafeCell<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> UnsafeCell<T> {
        UnsafeCell { id: ObjectId::new(), data: std::cell::UnsafeCell::new(value) }
    }

    /// Reads through a pointer that must not leave the closure.
    #[inline]
    #[track_caller]
    pub fn with<R>(&self, f: impl FnOnce(*const T) -> R) -> R {
        if mode() != Mode::Model {
            return f(self.data.get());
        }
        match self.enter(Action::CellRead, Location::caller()) {
            (Some(cell), pointer) => step(|| cell.with(|_| f(pointer))),
            (None, pointer) => f(pointer),
        }
    }

    /// Reads and writes through a pointer that must not leave the closure.
    #[inline]
    #[track_caller]
    pub fn with_mut<R>(&self, f: impl FnOnce(*mut T) -> R) -> R {
        if mode() != Mode::Model {
            return f(self.data.get());
        }
        let at = Location::caller();
        let (cell, pointer) = self.enter(Action::CellWrite, at);
        data::about_to_change::<T>(self.id.get(), at);
        match cell {
            Some(cell) => step(|| cell.with_mut(|_| f(pointer))),
            None => f(pointer),
        }
    }

    /// Begins an access: under loom its cell, which is yet to be asked; under the order engine it is looked at here.
    fn enter(&self, action: Action, at: Place) -> (Option<std::rc::Rc<loom::cell::UnsafeCell<()>>>, *mut T) {
        let (object, loom) = bind(&self.id, TYPE, || 0, at, crate::model::Run::next_cell);
        let write = action == Action::CellWrite;
        let cell = match loom {
            Some(Loom::Cell(cell)) => {
                // Noted before loom looks at it: if it is a data race, it is the newest row.
                log(action, Some(object), at);
                Some(cell)
            }
            Some(_) => unreachable!("a cell is bound to a cell"),
            None => {
                order::point();
                let event = log(action, Some(object), at);
                order::access_cell(object, write, event);
                None
            }
        };
        // SAFETY: the pointer is valid, and the model's threads take turns on this OS thread.
        let pointer = unsafe { data::locate(self.id.get(), self.data.get()) };
        (cell, pointer)
    }

    /// A mutable reference to the value.
    pub fn get_mut(&mut self) -> &mut T {
        self.settle();
        self.data.get_mut()
    }

    /// Unwraps the value.
    pub fn into_inner(mut self) -> T {
        self.settle();
        self.data.into_inner()
    }

    fn settle(&mut self) {
        if mode() != Mode::Outside {
            data::put_back(self.id.get(), self.data.get_mut());
        }
    }
}

impl<T: Default> Default for UnsafeCell<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for UnsafeCell<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}
