//! A channel of a model. It works outside too, though nobody makes one there.

use super::super::{Condvar, Mutex, MutexGuard};
use super::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};
use crate::model::{Mode, mode};
use crate::sync::atomic::{AtomicUsize, Ordering};
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// What both ends share.
pub(super) struct Channel<T> {
    /// How many messages it holds; 0 hands each over, `None` is without bound.
    bound: Option<usize>,
    /// How many senders were ever made. Not a step of the model: whoever clones one has one, so they are not all gone.
    made: std::sync::atomic::AtomicUsize,
    /// How many of them are gone.
    gone: AtomicUsize,
    state: Mutex<State<T>>,
    /// There is something to receive, or nobody left who sends.
    filled: Condvar,
    /// There is room, or nobody left who receives.
    room: Condvar,
    /// A message was handed over.
    taken: Condvar,
}

struct State<T> {
    queue: VecDeque<T>,
    /// How many messages have been received.
    received: usize,
    /// How many have been put in the queue.
    sent: usize,
    has_senders: bool,
    has_receiver: bool,
    /// The threads asleep on each condition variable: a notification that nobody waits for would only be a step more.
    wait_filled: usize,
    wait_room: usize,
    wait_taken: usize,
}

impl<T> Channel<T> {
    pub(super) fn new(bound: Option<usize>) -> Channel<T> {
        let state = State {
            queue: VecDeque::new(),
            received: 0,
            sent: 0,
            has_senders: true,
            has_receiver: true,
            wait_filled: 0,
            wait_room: 0,
            wait_taken: 0,
        };
        Channel {
            bound,
            made: std::sync::atomic::AtomicUsize::new(1),
            gone: AtomicUsize::new(0),
            state: Mutex::new(state),
            filled: Condvar::inner(),
            room: Condvar::inner(),
            taken: Condvar::inner(),
        }
    }

    #[track_caller]
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(|p| p.into_inner())
    }

    pub(super) fn add_sender(&self) {
        self.made.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn drop_sender(&self) {
        if mode() == Mode::Frozen {
            return;
        }
        let channel = self;
        if channel.gone.fetch_add(1, Ordering::AcqRel) + 1 < self.made.load(Ordering::Relaxed) {
            return;
        }
        // The name in a table is read from this line, if nothing was sent before: there is no line of the learner's.
        let mut state = channel.lock();
        state.has_senders = false;
        if state.wait_filled > 0 {
            self.filled.notify_all();
        }
    }

    pub(super) fn drop_receiver(&self) {
        if mode() == Mode::Frozen {
            return;
        }
        let channel = self;
        let mut state = channel.lock();
        state.has_receiver = false;
        // One that is being handed over goes back to its sender; the rest is dropped, with the lock free.
        let lost = if self.bound == Some(0) { VecDeque::new() } else { std::mem::take(&mut state.queue) };
        if state.wait_room > 0 {
            self.room.notify_all();
        }
        if state.wait_taken > 0 {
            self.taken.notify_all();
        }
        drop(state);
        drop(lost);
    }

    #[track_caller]
    pub(super) fn send(&self, message: T) -> Result<(), SendError<T>> {
        if mode() == Mode::Frozen {
            return Err(SendError(message));
        }
        let mut state = self.lock();
        let most = self.bound.map_or(usize::MAX, |bound| bound.max(1));
        while state.has_receiver && state.queue.len() >= most {
            state.wait_room += 1;
            state = self.room.wait(state).unwrap_or_else(|p| p.into_inner());
            state.wait_room -= 1;
        }
        if !state.has_receiver {
            return Err(SendError(message));
        }
        let number = self.put(&mut state, message);
        if self.bound != Some(0) {
            return Ok(());
        }
        while state.has_receiver && state.received < number {
            state.wait_taken += 1;
            state = self.taken.wait(state).unwrap_or_else(|p| p.into_inner());
            state.wait_taken -= 1;
        }
        // The queue holds one: if it has not been received it is still there.
        if state.received >= number { Ok(()) } else { state.queue.pop_front().map_or(Ok(()), |m| Err(SendError(m))) }
    }

    #[track_caller]
    pub(super) fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        if mode() == Mode::Frozen {
            return Err(TrySendError::Disconnected(message));
        }
        let mut state = self.lock();
        let most = match self.bound {
            // Only straight into the hands of one who waits.
            Some(0) => state.wait_filled.min(1),
            Some(bound) => bound,
            None => usize::MAX,
        };
        if !state.has_receiver {
            return Err(TrySendError::Disconnected(message));
        }
        if state.queue.len() >= most {
            return Err(TrySendError::Full(message));
        }
        self.put(&mut state, message);
        Ok(())
    }

    /// Puts a message in and gives its number, from 1.
    #[track_caller]
    fn put(&self, state: &mut State<T>, message: T) -> usize {
        state.queue.push_back(message);
        state.sent += 1;
        if state.wait_filled > 0 {
            self.filled.notify_one();
        }
        state.sent
    }

    /// Takes the next message out.
    #[track_caller]
    fn get(&self, state: &mut State<T>) -> Option<T> {
        let message = state.queue.pop_front()?;
        state.received += 1;
        if state.wait_room > 0 {
            self.room.notify_one();
        }
        if state.wait_taken > 0 {
            self.taken.notify_all();
        }
        Some(message)
    }

    #[track_caller]
    pub(super) fn recv(&self) -> Result<T, RecvError> {
        if mode() == Mode::Frozen {
            return Err(RecvError);
        }
        let mut state = self.lock();
        loop {
            if let Some(message) = self.get(&mut state) {
                return Ok(message);
            }
            if !state.has_senders {
                return Err(RecvError);
            }
            state.wait_filled += 1;
            state = self.filled.wait(state).unwrap_or_else(|p| p.into_inner());
            state.wait_filled -= 1;
        }
    }

    #[track_caller]
    pub(super) fn recv_timeout(&self, limit: Duration) -> Result<T, RecvTimeoutError> {
        if mode() == Mode::Frozen {
            return Err(RecvTimeoutError::Disconnected);
        }
        let begin = Instant::now();
        let mut state = self.lock();
        let mut timed_out = false;
        loop {
            if let Some(message) = self.get(&mut state) {
                return Ok(message);
            }
            if !state.has_senders {
                return Err(RecvTimeoutError::Disconnected);
            }
            if timed_out {
                return Err(RecvTimeoutError::Timeout);
            }
            let left = if mode() == Mode::Outside { limit.saturating_sub(begin.elapsed()) } else { limit };
            state.wait_filled += 1;
            let (again, result) = self.filled.wait_timeout(state, left).unwrap_or_else(|p| p.into_inner());
            state = again;
            state.wait_filled -= 1;
            timed_out = result.timed_out();
        }
    }

    #[track_caller]
    pub(super) fn try_recv(&self) -> Result<T, TryRecvError> {
        if mode() == Mode::Frozen {
            return Err(TryRecvError::Disconnected);
        }
        let mut state = self.lock();
        match self.get(&mut state) {
            Some(message) => Ok(message),
            None if state.has_senders => Err(TryRecvError::Empty),
            None => Err(TryRecvError::Disconnected),
        }
    }
}
