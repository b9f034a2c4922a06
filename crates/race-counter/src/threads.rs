//! Several threads that begin at the same moment.

use std::hint;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Whether the threads wait for each other before they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Each begins when it is spawned, as in the article: the first may be done before the last exists.
    OneByOne,
    /// All wait until the last is there: collisions become likely.
    Together,
}

/// Runs `work` on `threads` threads at once. Returns what each returned and the time from the first one's beginning
/// to the last one's end.
///
/// # Errors
/// The system refused a thread; those that had been spawned have ended.
pub fn on_threads<T: Send>(
    threads: usize,
    start: Start,
    work: impl Fn() -> T + Sync,
) -> io::Result<(Vec<T>, Duration)> {
    let (here, open) = (AtomicUsize::new(0), AtomicBool::new(start == Start::OneByOne));
    let timed = || {
        // The last to arrive opens; the spawning thread sleeps in `join` and takes no core from the others.
        if here.fetch_add(1, Ordering::Relaxed) + 1 == threads {
            open.store(true, Ordering::Release);
        }
        wait_until(|| open.load(Ordering::Acquire));
        let began = Instant::now();
        let result = work();
        (result, began, Instant::now())
    };
    let done = thread::scope(|scope| {
        let handles = (0..threads)
            .map(|number| thread::Builder::new().name(format!("thread {number}")).spawn_scoped(scope, timed))
            .collect::<io::Result<Vec<_>>>();
        if handles.is_err() {
            // The last will never arrive, and those that wait would wait for ever.
            open.store(true, Ordering::Release);
        }
        let ended = handles?.into_iter().map(|handle| handle.join().expect("no thread panics"));
        Ok::<_, io::Error>(ended.collect::<Vec<_>>())
    })?;
    let began = done.iter().map(|(_, began, _)| *began).min();
    let ended = done.iter().map(|(_, _, ended)| *ended).max();
    let elapsed = began.zip(ended).map_or(Duration::ZERO, |(began, ended)| ended - began);
    Ok((done.into_iter().map(|(result, ..)| result).collect(), elapsed))
}

/// Waits awake: being woken takes longer than 100,000 increments, so of threads that slept the first would be done
/// before the last begins. Gives the core away now and then, or one core would never see the last thread arrive.
fn wait_until(ready: impl Fn() -> bool) {
    for spins in 1_u64.. {
        if ready() {
            return;
        }
        if spins.is_multiple_of(1_000) {
            thread::yield_now();
        }
        hint::spin_loop();
    }
}
