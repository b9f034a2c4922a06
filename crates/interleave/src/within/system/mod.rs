//! What the system says of this process's threads: on Linux each one's name, state and processor time; elsewhere only the
//! processor time of the whole process.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(any(not(target_os = "linux"), test))]
mod other;

use std::collections::BTreeMap;
use std::time::Duration;

#[cfg(target_os = "linux")]
pub(super) use linux::{own_number, process_cpu, threads};
#[cfg(not(target_os = "linux"))]
pub(super) use other::{own_number, process_cpu, threads};

/// The threads of this process by the system's number.
pub(super) type Threads = BTreeMap<u64, Thread>;

/// One of them.
#[derive(Clone, Debug)]
pub(super) struct Thread {
    /// Its name, which the system may have cut.
    pub(super) name: String,
    /// Does it run, or wait for a core?
    pub(super) runs: bool,
    /// The processor time that it has used, if the system tells.
    pub(super) cpu: Option<Duration>,
}
