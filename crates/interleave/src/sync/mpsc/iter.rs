//! Receiving in a loop.

use super::Receiver;

/// `std::sync::mpsc::Iter`: waits for each message, and ends when all senders are gone.
#[derive(Debug)]
pub struct Iter<'a, T: 'a>(pub(super) &'a Receiver<T>);

/// `std::sync::mpsc::TryIter`: ends where it would have to wait.
#[derive(Debug)]
pub struct TryIter<'a, T: 'a>(pub(super) &'a Receiver<T>);

/// `std::sync::mpsc::IntoIter`: as [`Iter`], and owns the receiver.
#[derive(Debug)]
pub struct IntoIter<T>(pub(super) Receiver<T>);

impl<T> Iterator for Iter<'_, T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.0.recv().ok()
    }
}

impl<T> Iterator for TryIter<'_, T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.0.try_recv().ok()
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.0.recv().ok()
    }
}
