//! "`chunks_exact` goes through all blocks." Through all whole parts: of one block it makes no part
//! at all. Ask what becomes of the last 320 of 22,320 blocks; `chunks` gives them as a shorter
//! part.
//! fails: the_checksum_is_right
//! because: LOST

use tokio::task::yield_now;

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
    let mut state = 0;
    for part in blocks.chunks_exact(MAX_STEPS) {
        state = part.iter().fold(state, |state, block| step(state, *block));
        yield_now().await;
    }
    state
}
