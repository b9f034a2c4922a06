//! "Parts can be computed each for itself and then combined." For a sum they can. Here each step
//! needs the state that the one before has left: begin a part with the last part's state in place
//! of 0, and it is right.
//! fails: the_checksum_is_right
//! because: WRONG CHECKSUM

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
    let mut sum = 0;
    let step = std::sync::Arc::new(step);
    for part in blocks.chunks(MAX_STEPS) {
        let (part, step) = (part.to_vec(), step.clone());
        // A part does not know the state that the one before has left.
        sum ^= tokio::task::spawn_blocking(move || part.into_iter().fold(0, |a, b| step(a, b))).await.unwrap();
    }
    sum
}
