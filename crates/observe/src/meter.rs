//! A stopwatch that also counts CPU time.

use std::time::{Duration, Instant};

use crate::cpu::{ContextSwitches, process_cpu_time};

/// What a piece of work took, for the whole process.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usage {
    /// Time on the clock on the wall.
    pub wall: Duration,
    /// CPU time of all threads of the process.
    pub cpu: Duration,
    /// Context switches of the process; `None` where the system doesn't count them.
    pub switches: Option<ContextSwitches>,
}

impl Usage {
    /// CPU time / wall time: the one number that tells concurrency (at most 1) from parallelism (up to the
    /// number of cores). 0 for work that took no measurable time.
    #[must_use]
    pub fn cores_used(&self) -> f64 {
        let wall = self.wall.as_secs_f64();
        if wall > 0.0 { self.cpu.as_secs_f64() / wall } else { 0.0 }
    }
}

/// A running measurement of this process.
#[derive(Debug)]
pub struct Meter {
    switches: Option<ContextSwitches>,
    cpu: Duration,
    started: Instant,
}

impl Meter {
    /// Starts to measure.
    #[must_use]
    pub fn start() -> Self {
        let switches = ContextSwitches::of_process();
        let cpu = process_cpu_time();
        Self { switches, cpu, started: Instant::now() }
    }

    /// Ends the measurement.
    #[must_use]
    pub fn stop(self) -> Usage {
        let wall = self.started.elapsed();
        let cpu = process_cpu_time().saturating_sub(self.cpu);
        let switches = ContextSwitches::of_process().zip(self.switches).map(|(now, then)| now.since(then));
        Usage { wall, cpu, switches }
    }
}

/// Runs `work` once and measures it.
pub fn measure<T>(work: impl FnOnce() -> T) -> (T, Usage) {
    let meter = Meter::start();
    let result = work();
    (result, meter.stop())
}
