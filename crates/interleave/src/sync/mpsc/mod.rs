//! `std::sync::mpsc`: std's channels outside a check. Inside, channels made of this crate's own mutex and condition
//! variables, so that the model sees every message.
//!
//! Which it is, is decided where the channel is made. One made outside a check can't be used inside: what is sent there
//! would not be taken back for the next execution.

mod channel;
mod iter;
mod receiver;
mod sender;

use crate::model::object::ObjectId;
use crate::model::{Mode, Place, end, mode};
use channel::Channel;
use std::panic::Location;
use std::sync::Arc;

pub use iter::{IntoIter, Iter, TryIter};
pub use receiver::Receiver;
pub use sender::{Sender, SyncSender};
pub use std::sync::mpsc::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};

/// A channel that holds any number of messages.
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    match mode() {
        Mode::Outside => {
            let (sender, receiver) = std::sync::mpsc::channel();
            let id = Arc::new(ObjectId::new());
            (Sender::outside(sender, Arc::clone(&id)), Receiver::outside(receiver, id))
        }
        _ => {
            let channel = Arc::new(Channel::new(None));
            (Sender::modelled(Arc::clone(&channel)), Receiver::modelled(channel))
        }
    }
}

/// A channel that holds `bound` messages; with 0 each is handed over from one thread to the other.
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) {
    match mode() {
        Mode::Outside => {
            let (sender, receiver) = std::sync::mpsc::sync_channel(bound);
            let id = Arc::new(ObjectId::new());
            (SyncSender::outside(sender, Arc::clone(&id)), Receiver::outside(receiver, id))
        }
        _ => {
            let channel = Arc::new(Channel::new(Some(bound)));
            (SyncSender::modelled(Arc::clone(&channel)), Receiver::modelled(channel))
        }
    }
}

/// For a channel made outside a check: ends the check if it is used inside.
#[track_caller]
fn must_be_outside() {
    if mode() == Mode::Model {
        refuse(Location::caller());
    }
}

#[cold]
fn refuse(at: Place) {
    end::unsupported(format!(
        "{}:{} uses a channel that was made outside the check. What is sent through it can't be taken back for the next \
         execution: make it inside the closure that you give to check.",
        at.file(),
        at.line(),
    ));
}
