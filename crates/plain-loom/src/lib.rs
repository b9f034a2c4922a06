//! A slot that one thread fills and another one empties, proven by loom.

pub mod sync;

use sync::{AtomicBool, Ordering, UnsafeCell};

/// Holds one value, given by one thread and taken by another.
pub struct Slot<T> {
    is_full: AtomicBool,
    value: UnsafeCell<Option<T>>,
}

// SAFETY: the giver writes before `is_full` is true, the taker reads after, and each does it once: see the contracts.
unsafe impl<T: Send> Sync for Slot<T> {}

impl<T> Slot<T> {
    /// An empty slot. Not `const`: loom's atomics are made at run time.
    pub fn new() -> Slot<T> {
        Slot { is_full: AtomicBool::new(false), value: UnsafeCell::new(None) }
    }

    // ANCHOR: give_and_take
    /// Gives the value.
    ///
    /// # Safety
    /// Called once.
    pub unsafe fn give(&self, value: T) {
        // SAFETY: nobody reads before the flag is set, and nobody else writes.
        self.value.with_mut(|place| unsafe { *place = Some(value) });
        self.is_full.store(true, Ordering::Release);
    }

    /// Takes the value, if it has been given.
    ///
    /// # Safety
    /// Called by one thread only.
    pub unsafe fn take(&self) -> Option<T> {
        if !self.is_full.load(Ordering::Acquire) {
            return None;
        }
        // SAFETY: Acquire has read what Release wrote, so the write came before; nobody else takes.
        self.value.with_mut(|place| unsafe { (*place).take() })
    }
    // ANCHOR_END: give_and_take
}

impl<T> Default for Slot<T> {
    fn default() -> Slot<T> {
        Slot::new()
    }
}
