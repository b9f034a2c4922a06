//! What else the machine has: crates, files, a clock, and the programs beside Rust.

use std::process::Command;
use std::time::Duration;

use observe::units;

use super::toolchain::gist;
use super::{Finding, Verdict};
use crate::programs::ask;
use crate::warm_up;

/// Lesson 1's largest row: a thousand connections, and some files beside them.
const OPEN_FILES: u64 = 1_100;

pub(super) fn crates() -> Finding {
    let Err(silence) = warm_up::all_downloaded() else {
        return Finding::fine("crates", "downloaded: building needs no network");
    };
    Finding::fine("crates", format!("not all downloaded: {}", gist(&silence.to_string())))
        .but(Verdict::ToDo, "where there is a network: just warm-up, or cargo warm-up")
}

pub(super) fn clock(step: Duration) -> Finding {
    let finding = Finding::fine("clock", format!("its smallest step is {}", units::duration(step)));
    if step <= Duration::from_micros(100) {
        return finding;
    }
    finding.but(Verdict::Without, "times near this are guesses, and short polls are missing from timelines")
}

/// How many files a process may have open; Windows has no such limit for connections.
#[cfg(unix)]
pub(super) fn open_files() -> Option<Finding> {
    // The lessons raise the soft limit to the hard one by themselves.
    rlimit::Resource::NOFILE.get_hard().ok().map(limit)
}

#[cfg(not(unix))]
pub(super) fn open_files() -> Option<Finding> {
    None
}

#[cfg_attr(not(unix), allow(dead_code))]
fn limit(hard: u64) -> Finding {
    let found = if hard >= u64::MAX / 2 { "no limit".to_owned() } else { format!("up to {}", units::count(hard)) };
    let finding = Finding::fine("open files", found);
    if hard >= OPEN_FILES {
        return finding;
    }
    let how = if cfg!(target_os = "macos") {
        "sudo launchctl limit maxfiles 4096 unlimited, then a new terminal"
    } else {
        "a line `* hard nofile 4096` in /etc/security/limits.conf and a new login; a container: --ulimit nofile=4096"
    };
    finding.but(Verdict::ToDo, format!("lesson 1 sends fewer requests at once than 1,000. To raise it: {how}"))
}

/// A program that no lesson needs.
pub(super) fn tool(name: &'static str, way_to_it: &str) -> Finding {
    match ask(Command::new(name).arg("--version")) {
        Ok(answer) => {
            let line = answer.lines().next().unwrap_or_default().trim();
            Finding::fine(name, line.trim_start_matches(name).trim_start_matches(" version").trim())
        }
        Err(silence) if silence.is_absence() => Finding::fine(name, "not there").but(Verdict::Without, way_to_it),
        Err(silence) => Finding::fine(name, silence.to_string()).but(Verdict::Without, way_to_it),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_name_what_they_limit() {
        assert_eq!(limit(u64::MAX).found, "no limit");
        assert_eq!(limit(1_048_576).verdict, Verdict::Fine);
        let low = limit(1_024);
        assert_eq!((low.verdict, low.found.as_str()), (Verdict::ToDo, "up to 1,024"));
        assert!(low.way_out.contains("lesson 1"));
    }

    #[test]
    fn a_coarse_clock_is_said_to_be_one() {
        assert_eq!(clock(Duration::from_nanos(100)).verdict, Verdict::Fine);
        assert_eq!(clock(Duration::from_millis(16)).verdict, Verdict::Without);
    }

    #[test]
    fn a_tool_that_is_missing_is_optional() {
        let missing = tool("no-such-program-anywhere", "don't");
        assert_eq!((missing.verdict, missing.found.as_str()), (Verdict::Without, "not there"));
    }
}
