//! "A timeout ends what takes too long." It is looked at only when the future inside gives the
//! thread back, and `read()` gives it back when it is done. Ask who could stop it after 50
//! milliseconds, and on which thread.
//! fails: other_tasks_go_on_while_the_read_waits
//! because: BLOCKED

use std::time::Duration;

use tokio::time::timeout;

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
    let day = timeout(Duration::from_millis(50), async { read() }).await;
    let day = day.map_err(|_| Unreadable("no answer in time".to_owned()))??;
    Ok(summary(&day))
}
