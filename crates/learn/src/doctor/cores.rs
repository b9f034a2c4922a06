//! The cores, as the system and the container grant them.

use std::fs;
use std::path::Path;

use observe::units::plural;

use super::quota::{self, Quota};
use super::{Finding, Verdict};

/// What there is to know of this machine's cores.
struct Cores {
    granted: usize,
    online: usize,
    physical: usize,
    /// The cores that the process is bound to, if that isn't all.
    bound_to: Option<String>,
    quota: Option<Quota>,
}

pub(super) fn all() -> Vec<Finding> {
    let online = read("/sys/devices/system/cpu/online").as_deref().and_then(count).unwrap_or_else(num_cpus::get);
    let status = read("/proc/self/status").unwrap_or_default();
    let allowed = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:"));
    let groups = read("/proc/self/cgroup").unwrap_or_default();
    findings(&Cores {
        granted: observe::machine::granted_cores(),
        online,
        physical: num_cpus::get_physical(),
        bound_to: allowed.map(str::trim).filter(|list| count(list) < Some(online)).map(str::to_owned),
        quota: quota::tightest(&groups, |path| fs::read_to_string(path).ok()),
    })
}

/// Linux tells in files; elsewhere there are none.
fn read(path: &str) -> Option<String> {
    fs::read_to_string(Path::new(path)).ok()
}

/// How many are in a list like `0-3,8`.
fn count(list: &str) -> Option<usize> {
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some((last.parse::<usize>().ok()? + 1).saturating_sub(first.parse().ok()?))
    };
    list.trim().split(',').map(range).sum()
}

fn findings(cores: &Cores) -> Vec<Finding> {
    let Cores { granted, online, physical, bound_to, quota } = cores;
    let found = format!("{granted} for lessons; {online} online in this system, {physical} physical");
    let finding = Finding::fine("cores", found);
    let mut findings = vec![match granted {
        1 => finding.but(
            Verdict::Without,
            "one core shows concurrency (lesson 1) and all exercises as any other; threads side by side and speedups \
             (lessons 2 and 3) can't appear on it, and lost updates (lesson 4) are rarer. The lessons say so where it \
             matters",
        ),
        _ => finding,
    }];
    if let Some(list) = bound_to {
        let found = format!("bound to {list} (of {})", plural(*online, "core"));
        findings.push(Finding::fine("affinity", found).but(
            Verdict::Without,
            "lessons use only these; for all: start the terminal without taskset, the container without --cpuset-cpus",
        ));
    }
    if let Some(Quota { cores, file }) = quota {
        let found = format!("{cores:.2} cores' worth of time, says {}", file.display());
        let finding = Finding::fine("CPU quota", found);
        // A quota that isn't whole, or leaves less than one core, makes the threads stop in turn.
        findings.push(if *cores >= *online as f64 {
            finding
        } else {
            finding.but(
                Verdict::Without,
                "cores used can't exceed this, and threads are halted when it is used up: times then jump. For more: \
                 start the container with a larger --cpus, or without it",
            )
        });
    } else if cfg!(target_os = "linux") {
        findings.push(Finding::fine("CPU quota", "none"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_cores_are_counted() {
        assert_eq!(count("0-1\n"), Some(2));
        assert_eq!(count("0-3,8,10-11"), Some(7));
        assert_eq!(count("0"), Some(1));
        assert_eq!(count(""), None);
        assert_eq!(count("3-1"), Some(0));
    }

    #[test]
    fn one_core_says_what_it_cannot_show() {
        let quota = Some(Quota { cores: 0.5, file: "cpu.max".into() });
        let one = Cores { granted: 1, online: 8, physical: 4, bound_to: Some("3".to_owned()), quota };
        let found = findings(&one);
        assert_eq!(found.len(), 3);
        assert!(found.iter().all(|finding| finding.verdict == Verdict::Without && !finding.way_out.is_empty()));
        assert!(found[0].way_out.contains("lessons 2 and 3"));

        let many = Cores { granted: 8, bound_to: None, quota: None, ..one };
        assert!(findings(&many).iter().all(|finding| finding.verdict == Verdict::Fine));
    }
}
