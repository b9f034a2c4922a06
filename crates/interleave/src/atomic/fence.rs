//! Fences and the spin hint.

use crate::model::event::{Action, Event};
use crate::model::{Mode, log_event, mode, step};
use std::panic::Location;
use std::sync::atomic::Ordering;

/// `std::sync::atomic::fence`, modelled inside a check.
#[inline]
#[track_caller]
pub fn fence(order: Ordering) {
    match mode() {
        Mode::Outside => std::sync::atomic::fence(order),
        Mode::Model => {
            if order == Ordering::Relaxed {
                panic!("there is no such thing as a relaxed fence");
            }
            let at = Location::caller();
            match crate::order::on() {
                true => crate::order::fence(order),
                false => step(|| loom::sync::atomic::fence(order)),
            }
            log_event(Event { order: Some(order), ..Event::new(Action::Fence, at) });
        }
        Mode::Frozen => {}
    }
}

/// `std::sync::atomic::compiler_fence`. It orders nothing between threads, so a model has no step for it.
#[inline]
#[track_caller]
pub fn compiler_fence(order: Ordering) {
    std::sync::atomic::compiler_fence(order);
}

/// The former name of [`crate::hint::spin_loop`].
#[inline]
pub fn spin_loop_hint() {
    crate::hint::spin_loop();
}
