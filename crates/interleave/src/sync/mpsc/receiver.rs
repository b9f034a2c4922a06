//! The receiving end.

use super::channel::Channel;
use super::{IntoIter, Iter, RecvError, RecvTimeoutError, TryIter, TryRecvError, must_be_outside};
use crate::model::object::ObjectId;
use crate::within::{On, waiting};
use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::Arc;
use std::time::Duration;

/// `std::sync::mpsc::Receiver`: the receiving end of a channel.
pub struct Receiver<T> {
    inner: Inner<T>,
    // There is one thread that receives.
    _not_sync: PhantomData<Cell<()>>,
}

enum Inner<T> {
    Std(std::sync::mpsc::Receiver<T>, Arc<ObjectId>),
    Model(Arc<Channel<T>>),
}

impl<T> Receiver<T> {
    pub(super) fn outside(receiver: std::sync::mpsc::Receiver<T>, id: Arc<ObjectId>) -> Receiver<T> {
        Receiver { inner: Inner::Std(receiver, id), _not_sync: PhantomData }
    }

    pub(super) fn modelled(channel: Arc<Channel<T>>) -> Receiver<T> {
        Receiver { inner: Inner::Model(channel), _not_sync: PhantomData }
    }

    /// Waits for the next message.
    ///
    /// # Errors
    /// If there is none and all senders are gone.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        match &self.inner {
            Inner::Std(receiver, id) => {
                must_be_outside();
                waiting(|| On::Recv(id.get()), Location::caller(), None, || receiver.recv())
            }
            Inner::Model(channel) => channel.recv(),
        }
    }

    /// As [`Receiver::recv`], no longer than `limit`. In a model it may run out at any time.
    ///
    /// # Errors
    /// If it runs out, or there is no message and all senders are gone.
    #[track_caller]
    pub fn recv_timeout(&self, limit: Duration) -> Result<T, RecvTimeoutError> {
        match &self.inner {
            Inner::Std(receiver, id) => {
                must_be_outside();
                let at = Location::caller();
                waiting(|| On::Recv(id.get()), at, Some(limit), || receiver.recv_timeout(limit))
            }
            Inner::Model(channel) => channel.recv_timeout(limit),
        }
    }

    /// Takes the next message if there is one now.
    ///
    /// # Errors
    /// If there is none, or there is none and all senders are gone.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        match &self.inner {
            Inner::Std(receiver, _) => {
                must_be_outside();
                receiver.try_recv()
            }
            Inner::Model(channel) => channel.try_recv(),
        }
    }

    /// The messages, until all senders are gone.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self)
    }

    /// The messages that are there now.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter(self)
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        if let Inner::Model(channel) = &self.inner {
            channel.drop_receiver();
        }
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter(self)
    }
}

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}

impl<T> UnwindSafe for Receiver<T> {}
impl<T> RefUnwindSafe for Receiver<T> {}
