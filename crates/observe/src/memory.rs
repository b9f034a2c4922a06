//! How much memory and how many threads a process has, seen while work is in the air.

use std::thread;
use std::time::Duration;

/// What the process held at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Footprint {
    /// Resident memory in bytes; `None` where the system won't tell.
    pub resident: Option<u64>,
    /// Threads of the process; `None` where the system won't tell (Windows).
    pub threads: Option<usize>,
}

impl Footprint {
    /// The process as it is now.
    #[must_use]
    pub fn now() -> Self {
        Self {
            resident: memory_stats::memory_stats().map(|stats| stats.physical_mem as u64),
            threads: num_threads::num_threads().map(std::num::NonZeroUsize::get),
        }
    }
}

/// A look at the process after some time, from a thread of its own that sleeps until then: it costs the measured
/// work next to nothing, where a sampler that looks again and again would.
#[derive(Debug)]
pub struct LaterLook(thread::JoinHandle<Footprint>);

impl LaterLook {
    /// Looks once, `delay` from now.
    ///
    /// # Errors
    /// The system refused one more thread.
    pub fn after(delay: Duration) -> std::io::Result<Self> {
        let look = move || {
            thread::sleep(delay);
            let seen = Footprint::now();
            // The looking thread itself is not part of what is measured.
            Footprint { threads: seen.threads.map(|threads| threads.saturating_sub(1)), ..seen }
        };
        Ok(Self(thread::Builder::new().name("later-look".to_owned()).spawn(look)?))
    }

    /// Waits for the look and returns what was seen.
    #[must_use]
    pub fn take(self) -> Footprint {
        self.0.join().unwrap_or(Footprint { resident: None, threads: None })
    }
}
