//! "To get a future's value, call `block_on`." That is for threads outside a runtime: inside a task
//! it would stop the thread that is to drive all tasks, so tokio panics. The future is the right
//! one already: `.await` it.
//! fails: other_tasks_go_on_while_the_read_waits, the_answer_is_that_of_the_read, an_error_of_the_read_is_the_answer
//! because: PANICKED

use tokio::runtime::Handle;
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
    let day = Handle::current().block_on(spawn_blocking(read)).unwrap()?;
    Ok(summary(&day))
}
