//! From /proc. `None` wherever it isn't mounted.

use super::{Thread, Threads};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// The number of the calling thread: the last part of `/proc/thread-self`'s target `PID/task/NUMBER`.
pub(in super::super) fn own_number() -> Option<u64> {
    fs::read_link("/proc/thread-self").ok()?.file_name()?.to_str()?.parse().ok()
}

/// All threads of this process.
pub(in super::super) fn threads() -> Option<Threads> {
    let all = fs::read_dir("/proc/self/task").ok()?.flatten();
    Some(all.filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, thread(&entry.path())?))).collect())
}

/// `None` if it has just ended.
fn thread(folder: &Path) -> Option<Thread> {
    // `NUMBER (NAME) STATE …`, and the name may have brackets in it.
    let stat = String::from_utf8_lossy(&fs::read(folder.join("stat")).ok()?).into_owned();
    let (open, close) = (stat.find('(')?, stat.rfind(')')?);
    let name = stat.get(open + 1..close)?.to_owned();
    let runs = stat[close + 1..].trim_start().starts_with('R');
    // The first number is the time on a core, in nanoseconds. Not every kernel keeps it.
    let spent = fs::read_to_string(folder.join("schedstat")).ok();
    let cpu = spent.and_then(|s| s.split_whitespace().next()?.parse().ok()).map(Duration::from_nanos);
    Some(Thread { name, runs, cpu })
}

/// Not needed: each thread's own is known.
pub(in super::super) fn process_cpu() -> Option<Duration> {
    None
}
