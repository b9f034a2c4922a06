//! Does the heartbeat get its turns? It is a task that beats once in each turn that it has, so a beat is a turn. Each step
//! looks how many steps have been made since the last beat, if it is made on the runtime's thread. On another thread it
//! waits for the next beat now and then: that never comes if the runtime's thread sleeps.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use gates::{Tally, draw, watched};
use starved_heartbeat::{MAX_STEPS, checksum, step};
use tokio::runtime::Builder;
use tokio::task::yield_now;

/// tokio takes the tasks that have yielded in turns from either end: one may have two turns in a row, never three.
const ALLOWED: usize = 2 * MAX_STEPS;

/// Blocks that nobody knows beforehand.
fn blocks(n: usize) -> Vec<u64> {
    (0..n).map(|_| draw(0..=u64::MAX - 1)).collect()
}

/// One after the other.
fn expected(blocks: &[u64]) -> u64 {
    blocks.iter().fold(0, |state, block| step(state, *block))
}

/// What was seen beside a run of your function.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    checksum: u64,
    steps: usize,
    /// The most steps on the runtime's thread from one beat to the next.
    most_between: usize,
    /// On another thread, a step waited for a beat, and there never was one.
    stopped: bool,
}

/// Your function, beside a heartbeat, on a runtime with one thread.
fn beside_a_heartbeat(blocks: Vec<u64>) -> Seen {
    watched(move || {
        let beats = Tally::new();
        let ended = Arc::new(AtomicBool::new(false));
        let seen = Arc::new(Mutex::new((Seen::default(), 0, 0)));
        let steps = Arc::new(AtomicUsize::new(0));
        let (runtimes_thread, notes) = (thread::current().id(), seen.clone());
        let watched_step = move |state, block| {
            let number = steps.fetch_add(1, Ordering::Relaxed);
            if thread::current().id() == runtimes_thread {
                let (seen, last, since) = &mut *notes.lock().unwrap();
                let count = beats.count();
                *since = if count == *last { *since + 1 } else { 1 };
                *last = count;
                seen.most_between = seen.most_between.max(*since);
                seen.steps += 1;
            } else {
                let waits = number.is_multiple_of(MAX_STEPS) && !notes.lock().unwrap().0.stopped;
                let stopped = waits && !beats.wait_for(beats.count() + 1);
                let seen = &mut notes.lock().unwrap().0;
                seen.stopped |= stopped;
                seen.steps += 1;
            }
            step(state, block)
        };
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let checksum = runtime.block_on(async {
            let end = ended.clone();
            let heart = tokio::spawn(async move {
                while !end.load(Ordering::Relaxed) {
                    beats.one_more();
                    yield_now().await;
                }
            });
            // The heart beats before the computation begins.
            yield_now().await;
            let checksum = tokio::spawn(checksum(blocks, watched_step)).await;
            ended.store(true, Ordering::Relaxed);
            heart.await.unwrap();
            checksum
        });
        let checksum = checksum.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
        Seen { checksum, ..seen.lock().unwrap().0 }
    })
}

#[test]
fn the_heart_beats_while_it_computes() {
    let seen = beside_a_heartbeat(blocks(draw(20_001..=30_000) as usize));
    assert!(
        seen.most_between <= ALLOWED,
        "STARVED: {} steps on the runtime's thread between two beats. A turn may have\n\
         {MAX_STEPS} of them, and a beat may come a turn late, so {ALLOWED} are allowed.\n\
         A task that is not suspended leaves no turn to another one.",
        seen.most_between
    );
    assert!(
        !seen.stopped,
        "STARVED: the steps were made on another thread, and the runtime's thread slept\n\
         meanwhile. Does the task wait for the other thread without an await?"
    );
}

#[test]
fn the_checksum_is_right() {
    let numbers = [0, 1, MAX_STEPS - 1, MAX_STEPS, MAX_STEPS + 1, draw(2_001..=9_999) as usize];
    for blocks in numbers.map(blocks) {
        let (all, expected) = (blocks.len(), expected(&blocks));
        let seen = beside_a_heartbeat(blocks);
        assert!(seen.steps == all, "LOST OR DONE TWICE: {all} blocks, and {} steps", seen.steps);
        assert!(
            seen.checksum == expected,
            "WRONG CHECKSUM: of {all} blocks. Each step needs the state that the one before\n\
             has left; were they made in order?"
        );
    }
}
