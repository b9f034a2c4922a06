//! "On another thread it can't be in the heart's way." The steps can't; but `join` puts the
//! runtime's thread to sleep until they are all made. Ask which `.await` lets the heart beat:
//! `spawn_blocking` gives something to await.
//! fails: the_heart_beats_while_it_computes
//! because: STARVED

use std::thread;

/// So many steps at most may be made in one turn of a task.
pub const MAX_STEPS: usize = 1_000;

/// One step of a checksum over a whole archive: the state so far, and the next block.
pub fn step(state: u64, block: u64) -> u64 {
    (state ^ block).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(7)
}

/// The checksum of all blocks, in their order: `step` is called once for each, with the state so far, which is 0 at first.
///
/// Called in a task on a tokio runtime with one thread. Other tasks live there too: on the runtime's thread, at most
/// [`MAX_STEPS`] steps are made in one turn, then the others have theirs.
pub async fn checksum<F>(blocks: Vec<u64>, step: F) -> u64
where
    F: Fn(u64, u64) -> u64 + Send + Sync + 'static,
{
    thread::spawn(move || blocks.into_iter().fold(0, step)).join().unwrap()
}
