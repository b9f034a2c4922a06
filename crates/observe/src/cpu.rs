//! CPU time and context switches, as the operating system counts them.

use std::time::Duration;

/// CPU time that all threads of this process have used so far, user and system together.
#[must_use]
pub fn process_cpu_time() -> Duration {
    cpu_time::ProcessTime::now().as_duration()
}

/// CPU time that the calling thread has used so far, user and system together.
#[must_use]
pub fn thread_cpu_time() -> Duration {
    cpu_time::ThreadTime::now().as_duration()
}

/// How often the operating system took a thread of this process off its core.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContextSwitches {
    /// The thread gave the core up itself: it slept, waited for I/O or for a lock.
    pub voluntary: u64,
    /// The operating system took the core away, because another thread's turn had come.
    pub involuntary: u64,
}

impl ContextSwitches {
    /// The counts of this process so far; `None` where the system has no such counter (Windows).
    #[must_use]
    pub fn of_process() -> Option<Self> {
        #[cfg(unix)]
        {
            use nix::sys::resource::{UsageWho, getrusage};
            let usage = getrusage(UsageWho::RUSAGE_SELF).ok()?;
            let count = |switches| u64::try_from(switches).unwrap_or(0);
            Some(Self {
                voluntary: count(usage.voluntary_context_switches()),
                involuntary: count(usage.involuntary_context_switches()),
            })
        }
        #[cfg(not(unix))]
        None
    }

    /// Both kinds together.
    #[must_use]
    pub fn total(self) -> u64 {
        self.voluntary + self.involuntary
    }

    pub(crate) fn since(self, earlier: Self) -> Self {
        Self {
            voluntary: self.voluntary.saturating_sub(earlier.voluntary),
            involuntary: self.involuntary.saturating_sub(earlier.involuntary),
        }
    }
}
