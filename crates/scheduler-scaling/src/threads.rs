//! The same total work on more and more operating system threads; and with one lock around all of it.

use std::io;
use std::ops::Range;
use std::sync::Mutex;
use std::thread;

use tracing::info_span;

use crate::work::{cpu_intensive_work, split};

/// Shares `steps` among `threads` threads and returns the sum.
///
/// # Errors
/// The system refused a thread.
// ANCHOR: run_with_threads
pub fn run_with_threads(threads: usize, steps: Range<u64>) -> io::Result<u64> {
    on_threads(threads, steps, cpu_intensive_work)
}
// ANCHOR_END: run_with_threads

/// The same, but a thread computes only while it holds the one lock, and lets go of it after every
/// `between_switches` steps, as CPython's threads do with the global interpreter lock.
///
/// # Errors
/// The system refused a thread.
// ANCHOR: run_with_global_lock
pub fn run_with_global_lock(threads: usize, steps: Range<u64>, between_switches: u64) -> io::Result<u64> {
    let global_lock = Mutex::new(());
    on_threads(threads, steps, |part| {
        let pieces = (part.end - part.start).div_ceil(between_switches.max(1)) as usize;
        let mut result = 0;
        for piece in split(part, pieces) {
            let _held = global_lock.lock().expect("no holder panics");
            result += cpu_intensive_work(piece);
        }
        result
    })
}
// ANCHOR_END: run_with_global_lock

fn on_threads(threads: usize, steps: Range<u64>, work: impl Fn(Range<u64>) -> u64 + Sync) -> io::Result<u64> {
    thread::scope(|scope| {
        let work = &work;
        let handles = split(steps, threads)
            .enumerate()
            .map(|(number, part)| {
                thread::Builder::new()
                    .name(format!("thread {number}"))
                    .spawn_scoped(scope, move || info_span!("part", task = number).in_scope(|| work(part)))
            })
            .collect::<io::Result<Vec<_>>>()?;
        Ok(handles.into_iter().map(|handle| handle.join().expect("no thread panics")).sum())
    })
}
