//! Waiting without a lock.

use crate::atomic::{raw_load, raw_swap};
use crate::model::object::{Type, opaque};
use crate::model::run::Wait;
use crate::model::{Action, Mode, Place, deadlock, log, mode, step, with};
use crate::order;
use crate::within::{On, seen, waiting};
use std::panic::Location;
use std::sync::atomic::Ordering;
use std::time::Duration;

const TOKEN: &Type = &Type { bits: 64, ..opaque("token") };

/// Lets other threads run.
#[inline]
#[track_caller]
pub fn yield_now() {
    match mode() {
        Mode::Outside => {
            seen(Location::caller());
            std::thread::yield_now();
        }
        Mode::Model if order::on() => order::yielded(),
        Mode::Model => step(loom::thread::yield_now),
        Mode::Frozen => {}
    }
}

/// Sleeps; in a model a yield, since no length of a sleep makes an order certain.
#[track_caller]
pub fn sleep(duration: Duration) {
    match mode() {
        Mode::Outside => waiting(|| On::Sleep, Location::caller(), Some(duration), || std::thread::sleep(duration)),
        _ => yield_now(),
    }
}

/// Blocks until the thread's token is there, and takes it.
#[track_caller]
pub fn park() {
    match mode() {
        Mode::Outside => waiting(|| On::Park, Location::caller(), None, std::thread::park),
        Mode::Model => park_in_model(Location::caller()),
        Mode::Frozen => {}
    }
}

/// As [`park`], no longer than `limit`; in a model it may end at any time.
#[track_caller]
pub fn park_timeout(limit: Duration) {
    match mode() {
        Mode::Outside => {
            waiting(|| On::Park, Location::caller(), Some(limit), || std::thread::park_timeout(limit));
        }
        Mode::Model if order::on() => {
            // It may end at any time, so it never waits; the token is taken if it is there.
            order::yielded();
            order::point();
            order::take_token();
        }
        Mode::Model => {
            yield_now();
            let token = with(|run| run.threads[run.current].token.clone());
            raw_swap(&token, TOKEN, 0, Ordering::Acquire, Location::caller());
        }
        Mode::Frozen => {}
    }
}

fn park_in_model(at: Place) {
    if order::on() {
        order::point();
        if order::take_token() {
            log(Action::Awake, None, at);
        } else {
            log(Action::Park, None, at);
            deadlock::blocking(Wait::Unpark, at, || ());
            order::take_token();
        }
        return;
    }
    let token = with(|run| run.threads[run.current].token.clone());
    if raw_swap(&token, TOKEN, 0, Ordering::Acquire, at) == 0 {
        log(Action::Park, None, at);
        // No switch comes between the swap and loom's park: an unpark finds either a token to set or a sleeper.
        deadlock::blocking(Wait::Unpark, at, loom::thread::park);
        while raw_load(&token, TOKEN, Ordering::Acquire, at) == 0 {
            deadlock::blocking(Wait::Unpark, at, loom::thread::park);
        }
        raw_swap(&token, TOKEN, 0, Ordering::Acquire, at);
    } else {
        log(Action::Awake, None, at);
    }
}

pub(super) fn unpark(index: usize, at: Place) {
    if mode() != Mode::Model {
        return;
    }
    if order::on() {
        order::point();
        order::give_token(index);
    } else {
        let token = with(|run| run.threads[index].token.clone());
        raw_swap(&token, TOKEN, 1, Ordering::Release, at);
    }
    log(Action::Unpark(index), None, at);
    let sleeper = with(|run| {
        let thread = &mut run.threads[index];
        let parked = thread.pending.is_some_and(|p| p.wait == Wait::Unpark);
        if parked {
            // It can go on, though it has not run yet.
            thread.pending = None;
        }
        parked.then(|| thread.handle.clone()).flatten()
    });
    if let Some(handle) = sleeper {
        handle.unpark();
    }
}
