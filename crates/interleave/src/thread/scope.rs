//! Threads that borrow. loom has none: a scope in a model spawns ordinary threads and joins them before it returns.

use super::spawn::{Slot, join_in_model, spawn_in_model};
use super::{Result, Thread};
use crate::model::{Mode, Place, hook, mode, with};
use crate::within::{On, adopt, scope_end, waiting};
use std::fmt;
use std::panic::{AssertUnwindSafe, Location, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex};

/// `std::thread::Scope`.
#[derive(Debug)]
#[repr(transparent)]
pub struct Scope<'scope, 'env: 'scope>(std::thread::Scope<'scope, 'env>);

/// `std::thread::ScopedJoinHandle`.
pub struct ScopedJoinHandle<'scope, T>(Inner<'scope, T>);

enum Inner<'scope, T> {
    Std(std::thread::ScopedJoinHandle<'scope, T>),
    Model { index: usize, scope: usize, slot: Slot<T> },
}

// SAFETY: as for `JoinHandle`.
unsafe impl<T> Send for ScopedJoinHandle<'_, T> {}
// SAFETY: as for `JoinHandle`.
unsafe impl<T> Sync for ScopedJoinHandle<'_, T> {}

/// Opens a scope: every thread spawned in it has ended when it returns.
#[track_caller]
pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let at = Location::caller();
    let end = scope_end();
    std::thread::scope(|std| {
        // SAFETY: `Scope` is a transparent wrapper.
        let ours = unsafe { &*std::ptr::from_ref(std).cast::<Scope<'_, 'env>>() };
        if mode() == Mode::Outside {
            let _begins = end.begins_on_drop(ours.key());
            return f(ours);
        }
        let key = ours.key();
        with(|run| run.scopes.insert(key, Vec::new()));
        let result = catch_unwind(AssertUnwindSafe(|| {
            let value = f(ours);
            while let Some(child) = with(|run| run.scopes.get_mut(&key)?.pop()) {
                child.wait(at);
            }
            value
        }));
        result.unwrap_or_else(|panic| {
            ours.leave_unwinding(key);
            resume_unwind(panic)
        })
    })
}

impl<'scope, 'env> Scope<'scope, 'env> {
    fn key(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    /// The scope's frame is being unwound: the threads may still use what they borrow from it.
    fn leave_unwinding(&self, key: usize) {
        if hook::is_dead() {
            // They will never run again, and their stacks are never unwound.
            return;
        }
        let me = with(|run| run.current);
        if with(|run| run.ending.is_none()) {
            // The learner's own panic: it ends the execution here, so that the threads come to their end.
            crate::model::end::end_by_panic();
        }
        while let Some(child) = with(|run| run.scopes.get_mut(&key)?.pop()) {
            match child.handle {
                Some(handle) => drop(handle.join()),
                None => crate::order::wait_unwinding(child.index),
            }
            with(|run| run.current = me);
        }
    }

    /// Starts a thread that may borrow from outside the scope.
    #[track_caller]
    pub fn spawn<F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        if mode() == Mode::Outside {
            return ScopedJoinHandle(Inner::Std(self.0.spawn(adopt(None, Some(self.key()), f))));
        }
        self.spawn_in_model(None, f, Location::caller())
    }

    fn spawn_in_model<F, T>(&'scope self, name: Option<String>, f: F, at: Place) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        let slot: Slot<T> = Arc::new(Mutex::new(None));
        let result = Arc::clone(&slot);
        let code: Box<dyn FnOnce() + 'scope> = Box::new(move || {
            let value = f();
            *result.lock().unwrap_or_else(|p| p.into_inner()) = Some(value);
        });
        // SAFETY: the scope does not return, nor is its frame unwound, before this thread has ended; or else the thread
        // never runs again.
        let code = unsafe { std::mem::transmute::<Box<dyn FnOnce() + 'scope>, Box<dyn FnOnce() + 'static>>(code) };
        let (child, _) = spawn_in_model(name, code, at);
        let (index, scope) = (child.index, self.key());
        with(|run| run.scopes.entry(scope).or_default().push(child));
        ScopedJoinHandle(Inner::Model { index, scope, slot })
    }
}

impl<T> ScopedJoinHandle<'_, T> {
    /// Waits for the thread's end.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        match self.0 {
            Inner::Std(handle) => {
                let id = handle.thread().id();
                waiting(|| On::Join(id), Location::caller(), None, || handle.join())
            }
            Inner::Model { index, scope, slot } => {
                if mode() != Mode::Model {
                    return Err(Box::new("the execution is being unwound"));
                }
                let child = with(|run| {
                    let children = run.scopes.get_mut(&scope)?;
                    let i = children.iter().position(|c| c.index == index)?;
                    Some(children.remove(i))
                });
                let child = child.expect("a thread of the scope is joined once");
                Ok(join_in_model(child, &slot, Location::caller()))
            }
        }
    }

    /// The thread.
    pub fn thread(&self) -> Thread {
        match &self.0 {
            Inner::Std(handle) => Thread::std(handle.thread().clone()),
            Inner::Model { index, .. } => Thread::model(*index),
        }
    }

    /// Has the thread ended?
    pub fn is_finished(&self) -> bool {
        match &self.0 {
            Inner::Std(handle) => handle.is_finished(),
            Inner::Model { index, .. } => crate::order::is_finished(*index),
        }
    }
}

impl<T> fmt::Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopedJoinHandle").finish_non_exhaustive()
    }
}

impl super::Builder {
    /// Starts a thread in a scope.
    #[track_caller]
    pub fn spawn_scoped<'scope, 'env, F, T>(
        self,
        scope: &'scope Scope<'scope, 'env>,
        f: F,
    ) -> std::io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        if mode() == Mode::Outside {
            let f = adopt(self.given(), Some(scope.key()), f);
            return Ok(ScopedJoinHandle(Inner::Std(self.into_std().spawn_scoped(&scope.0, f)?)));
        }
        Ok(scope.spawn_in_model(self.take_name(), f, Location::caller()))
    }
}
