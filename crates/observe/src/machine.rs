//! The machine that a run was made on.

use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// What a reader must know of a machine to understand figures that come from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// Cores that the operating system and the container grant this process: affinity and CPU quota included.
    pub cores: usize,
    /// Logical cores that the operating system counts for this process (`num_cpus::get`): where a container's quota
    /// is not a whole number, it rounds up and `cores` rounds down.
    pub logical: usize,
    /// Physical cores of the whole machine (`num_cpus::get_physical`): may be fewer than `logical` (two threads a
    /// core) or more than `cores` (a small container on a large machine).
    pub physical: usize,
    /// The processor's name, as far as the system tells it.
    pub cpu: String,
    /// The operating system and the architecture.
    pub os: String,
    /// The compiler that built the program.
    pub rustc: &'static str,
    /// The cargo profile's family: `debug` (our `dev`: own code optimised, most dependencies not) or `release`.
    pub profile: &'static str,
}

impl Machine {
    /// This machine.
    #[must_use]
    pub fn here() -> Self {
        Self {
            cores: granted_cores(),
            logical: num_cpus::get(),
            physical: num_cpus::get_physical(),
            cpu: cpu_name().unwrap_or_else(|| "unknown".to_owned()),
            os: format!("{}, {}", os_name().unwrap_or_else(|| std::env::consts::OS.to_owned()), std::env::consts::ARCH),
            rustc: env!("OBSERVE_RUSTC"),
            profile: env!("OBSERVE_PROFILE"),
        }
    }

    /// The sentence that a lesson opens with: what its figures depend on.
    #[must_use]
    pub fn sentence(&self) -> String {
        let cores = crate::units::plural(self.cores, "core");
        let of = match (self.physical, self.logical) {
            (physical, _) if physical > self.cores => format!(" of {physical} physical ones"),
            (physical, logical) if physical < logical => format!(" ({physical} physical, two threads or more each)"),
            _ => String::new(),
        };
        format!("This machine grants {cores}{of}. {}, {}.", self.cpu, self.os)
    }

    /// The machine as it stands in a record; `commit` is that of the sources, if they stand in a git checkout.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "cores": self.cores,
            "logical_cores": self.logical,
            "physical_cores": self.physical,
            "cpu": self.cpu,
            "os": self.os,
            "rustc": self.rustc,
            "profile": self.profile,
            "commit": commit(),
        })
    }
}

/// Cores that this process may use at once, at least 1.
#[must_use]
pub fn granted_cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get)
}

/// The smallest step seen of the clock that everything here is timed with.
#[must_use]
pub fn clock_resolution() -> Duration {
    (0..200)
        .map(|_| {
            let start = Instant::now();
            loop {
                let step = start.elapsed();
                if !step.is_zero() {
                    return step;
                }
            }
        })
        .min()
        .unwrap_or_default()
}

fn cpu_name() -> Option<String> {
    if cfg!(target_os = "linux") {
        let info = std::fs::read_to_string("/proc/cpuinfo").ok()?;
        let named = |key: &str| {
            let line = info.lines().find(|line| line.starts_with(key))?;
            Some(line.split_once(':')?.1.trim().to_owned())
        };
        return named("model name").or_else(|| named("Model")).or_else(|| named("Hardware"));
    }
    if cfg!(target_os = "macos") {
        return output("sysctl", &["-n", "machdep.cpu.brand_string"]);
    }
    std::env::var("PROCESSOR_IDENTIFIER").ok()
}

fn os_name() -> Option<String> {
    if cfg!(target_os = "linux") {
        let release = std::fs::read_to_string("/etc/os-release").ok()?;
        let line = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
        return Some(line.trim_matches('"').to_owned());
    }
    if cfg!(target_os = "macos") {
        return output("sw_vers", &["-productVersion"]).map(|version| format!("macOS {version}"));
    }
    output("cmd", &["/C", "ver"])
}

/// The commit of the sources, with `-dirty` behind it where they differ from it.
fn commit() -> Option<String> {
    let here = env!("CARGO_MANIFEST_DIR");
    let head = output("git", &["-C", here, "rev-parse", "--short=12", "HEAD"])?;
    // Texts and recordings may differ: recording a run changes them.
    let sources = [":/", ":(top,exclude)*.md", ":(top,exclude)book"];
    let status = ["-C", here, "status", "--porcelain", "--untracked-files=no", "--"];
    let changed = output("git", &[&status[..], &sources[..]].concat())?;
    Some(if changed.is_empty() { head } else { format!("{head}-dirty") })
}

fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(std::process::Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(cores: usize, logical: usize, physical: usize) -> Machine {
        Machine {
            cores,
            logical,
            physical,
            cpu: "A CPU".to_owned(),
            os: "An OS".to_owned(),
            rustc: "rustc",
            profile: "debug",
        }
    }

    #[test]
    fn the_sentence_names_what_differs() {
        assert_eq!(machine(1, 1, 1).sentence(), "This machine grants 1 core. A CPU, An OS.");
        assert_eq!(machine(2, 2, 16).sentence(), "This machine grants 2 cores of 16 physical ones. A CPU, An OS.");
        assert_eq!(
            machine(8, 8, 4).sentence(),
            "This machine grants 8 cores (4 physical, two threads or more each). A CPU, An OS."
        );
    }

    #[test]
    fn here_is_somewhere() {
        let here = Machine::here();
        assert!(here.cores >= 1 && here.logical >= 1 && here.physical >= 1);
        assert!(here.rustc.starts_with("rustc "), "{}", here.rustc);
        assert!(clock_resolution() > Duration::ZERO);
    }
}
