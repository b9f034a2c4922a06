//! Where the threads of a process can't be listed without code of the system's own.

use super::Threads;
use std::time::Duration;

/// Not known.
#[cfg_attr(test, allow(dead_code, reason = "on Linux its tests alone are compiled"))]
pub(in super::super) fn own_number() -> Option<u64> {
    None
}

/// Not known.
#[cfg_attr(test, allow(dead_code, reason = "on Linux its tests alone are compiled"))]
pub(in super::super) fn threads() -> Option<Threads> {
    None
}

/// The processor time of the whole process.
pub(in super::super) fn process_cpu() -> Option<Duration> {
    cpu_time::ProcessTime::try_now().ok().map(|time| time.as_duration())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_process_uses_processor_time() {
        let before = super::process_cpu().expect("the system tells");
        while super::process_cpu() <= Some(before) {
            std::hint::black_box(1);
        }
    }
}
