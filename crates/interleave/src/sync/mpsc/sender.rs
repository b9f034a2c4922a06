//! The sending ends.

use super::channel::Channel;
use super::{SendError, TrySendError, must_be_outside};
use crate::model::object::ObjectId;
use crate::within::{On, waiting};
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

macro_rules! sender {
    ($name:ident, $bounds:literal) => {
        #[doc = concat!("`std::sync::mpsc::", stringify!($name), "`: the sending end of a channel ", $bounds, ".")]
        pub struct $name<T>(Inner<T, std::sync::mpsc::$name<T>>);

        impl<T> $name<T> {
            pub(super) fn outside(sender: std::sync::mpsc::$name<T>, id: Arc<ObjectId>) -> $name<T> {
                $name(Inner::Std(sender, id))
            }

            pub(super) fn modelled(channel: Arc<Channel<T>>) -> $name<T> {
                $name(Inner::Model(channel))
            }
        }

        impl<T> Clone for $name<T> {
            fn clone(&self) -> $name<T> {
                $name(match &self.0 {
                    Inner::Std(sender, id) => Inner::Std(sender.clone(), Arc::clone(id)),
                    Inner::Model(channel) => {
                        channel.add_sender();
                        Inner::Model(Arc::clone(channel))
                    }
                })
            }
        }

        impl<T> Drop for $name<T> {
            fn drop(&mut self) {
                if let Inner::Model(channel) = &self.0 {
                    channel.drop_sender();
                }
            }
        }

        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }

        impl<T> UnwindSafe for $name<T> {}
        impl<T> RefUnwindSafe for $name<T> {}
    };
}

enum Inner<T, S> {
    Std(S, Arc<ObjectId>),
    Model(Arc<Channel<T>>),
}

sender!(Sender, "that holds any number of messages");
sender!(SyncSender, "that holds a number of messages");

impl<T> Sender<T> {
    /// Sends without waiting.
    ///
    /// # Errors
    /// If the receiver is gone.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        match &self.0 {
            Inner::Std(sender, _) => {
                must_be_outside();
                sender.send(message)
            }
            Inner::Model(channel) => channel.send(message),
        }
    }
}

impl<T> SyncSender<T> {
    /// Sends, and waits until there is room; where the bound is 0, until the message is received.
    ///
    /// # Errors
    /// If the receiver is gone.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        match &self.0 {
            Inner::Std(sender, id) => {
                must_be_outside();
                waiting(|| On::Send(id.get()), Location::caller(), None, || sender.send(message))
            }
            Inner::Model(channel) => channel.send(message),
        }
    }

    /// Sends if there is room; where the bound is 0, if the receiver waits.
    ///
    /// # Errors
    /// If there is none, or the receiver is gone.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        match &self.0 {
            Inner::Std(sender, _) => {
                must_be_outside();
                sender.try_send(message)
            }
            Inner::Model(channel) => channel.try_send(message),
        }
    }
}
