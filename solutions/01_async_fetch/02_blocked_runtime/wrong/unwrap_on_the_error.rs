//! "A read that fails is as bad as a panic." A damaged sector is an answer that the client is to
//! get. `spawn_blocking(read)` gives two results, one in the other, and only the outer one tells of
//! a panic.
//! fails: an_error_of_the_read_is_the_answer
//! because: PANICKED

use tokio::task::spawn_blocking;

/// The temperatures of one day, in tenths of a degree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day(pub Vec<i32>);

/// The day can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(pub String);

/// What a client gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    pub coldest: i32,
    pub warmest: i32,
}

/// The extremes of a day; none of a day without a measurement.
pub fn summary(day: &Day) -> Option<Summary> {
    Some(Summary { coldest: *day.0.iter().min()?, warmest: *day.0.iter().max()? })
}

/// Answers one request. `read` comes from a driver that knows nothing of `async`: it returns when the disk has answered, and
/// until then it holds the thread that called it.
///
/// While it waits, the other tasks of the runtime go on.
pub async fn handle<R>(read: R) -> Result<Option<Summary>, Unreadable>
where
    R: FnOnce() -> Result<Day, Unreadable> + Send + 'static,
{
    let day = spawn_blocking(|| read().unwrap()).await.unwrap();
    Ok(summary(&day))
}
