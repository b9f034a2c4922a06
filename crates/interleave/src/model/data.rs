//! The data of locks and cells inside a model.
//!
//! Data without drop glue is copied at its first use in an execution, and the model works on the copy: so a static, or
//! whatever was made outside the check, starts every execution with its initial value, and is untouched afterwards.
//! Data that owns memory can't be copied: it is used where it is, and if it outlived an execution that changed it, the
//! check says so.

use super::{Place, end, with};
use std::alloc::{Layout, alloc, dealloc};
use std::collections::HashMap;
use std::ptr::NonNull;

/// The copies of one execution, by identity.
#[derive(Default)]
pub(crate) struct Copies(HashMap<usize, (NonNull<u8>, Layout)>);

impl Drop for Copies {
    fn drop(&mut self) {
        for (_, (memory, layout)) in self.0.drain() {
            // SAFETY: allocated in `locate` with this layout, and nothing that lives longer points to it: guards live in
            // the execution's threads, which have ended or will never run again.
            unsafe { dealloc(memory.as_ptr(), layout) };
        }
    }
}

/// Where the model finds the data of the object `id`.
///
/// # Safety
/// `original` points to a valid `T` that no other thread changes during the call.
pub(crate) unsafe fn locate<T>(id: usize, original: *mut T) -> *mut T {
    let layout = Layout::new::<T>();
    if std::mem::needs_drop::<T>() || layout.size() == 0 {
        return original;
    }
    with(|run| {
        let entry = run.copies.0.entry(id).or_insert_with(|| {
            // SAFETY: the size is not 0.
            let memory = unsafe { alloc(layout) };
            let memory = NonNull::new(memory).unwrap_or_else(|| std::alloc::handle_alloc_error(layout));
            // SAFETY: both are valid for `size` bytes and do not overlap. `T` has no drop glue, and the model works on the
            // copy alone while it lives.
            unsafe { std::ptr::copy_nonoverlapping(original.cast::<u8>(), memory.as_ptr(), layout.size()) };
            (memory, layout)
        });
        entry.0.as_ptr().cast::<T>()
    })
}

/// Puts the model's value back to where the object's own data is; for `get_mut` and `into_inner`.
pub(crate) fn put_back<T>(id: usize, original: &mut T) {
    let copy = with(|run| run.copies.0.remove(&id));
    if let Some((memory, layout)) = copy {
        // SAFETY: the copy is a valid `T` of this layout; `T` has no drop glue, so overwriting drops nothing.
        unsafe { std::ptr::copy_nonoverlapping(memory.as_ptr(), (original as *mut T).cast::<u8>(), layout.size()) };
        // SAFETY: allocated in `locate` with this layout, and just taken out of the table.
        unsafe { dealloc(memory.as_ptr(), layout) };
    }
}

/// Ends the check with a sentence if data that owns memory is about to be changed though it outlived an execution.
pub(crate) fn about_to_change<T>(id: usize, at: Place) {
    if std::mem::needs_drop::<T>() && with(|run| id < run.first_id) {
        end::unsupported(format!(
            "{}:{} changes a {} that was made outside the check. It owns memory, so it can't be set back for every \
             execution: make it inside the closure that you give to check.",
            at.file(),
            at.line(),
            crate::report::short_type(std::any::type_name::<T>()),
        ));
    }
}
