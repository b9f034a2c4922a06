//! The space that building needs.

use std::path::Path;
use std::process::Command;

use observe::units;

use super::{Finding, Verdict};
use crate::programs::ask;
use crate::warm_up;
use crate::workspace::Workspace;

pub(super) fn disk() -> Finding {
    let target = match Workspace::here() {
        Ok(workspace) => workspace.target,
        Err(_) => {
            return Finding::fine("disk", "not looked at, as cargo doesn't say where it builds")
                .but(Verdict::ToDo, "see cargo, above");
        }
    };
    // Before the first build there is no target folder: the one that it will be in has the same space.
    let folder = target.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    space(free(folder), warm_up::size_of(&target), &target)
}

/// The free bytes where `folder` is. Each system has a program that tells; a crate for it would bring features of
/// common dependencies, which then would be built once for this program and once more for the lessons.
fn free(folder: &Path) -> Option<u64> {
    if cfg!(windows) {
        let folder = folder.to_string_lossy().replace('\'', "''");
        let question = format!("(New-Object IO.DriveInfo '{folder}').AvailableFreeSpace");
        let answer = ask(Command::new("powershell.exe").args(["-NoLogo", "-NoProfile", "-Command", &question])).ok()?;
        return answer.trim().parse().ok();
    }
    free_in_df(&ask(Command::new("df").arg("-Pk").arg(folder)).ok()?)
}

/// The available bytes in the answer of `df -Pk`: KiB, before the column of percents.
fn free_in_df(answer: &str) -> Option<u64> {
    let fields: Vec<&str> = answer.lines().nth(1)?.split_whitespace().collect();
    let percents = fields.iter().rposition(|field| field.strip_suffix('%').is_some_and(|p| p.parse::<u8>().is_ok()))?;
    Some(fields.get(percents.checked_sub(1)?)?.parse::<u64>().ok()? * 1024)
}

fn space(free: Option<u64>, used: u64, target: &Path) -> Finding {
    let place = target.display();
    let needed = warm_up::FULL_TARGET.saturating_sub(used);
    let needed_text = units::bytes(needed);
    let Some(free) = free else {
        let found = format!("free space unknown; to build all takes {needed_text} more");
        return Finding::fine("disk", found).but(Verdict::Without, format!("see that there is as much at {place}"));
    };
    let finding = Finding::fine("disk", format!("{} free; to build all takes {needed_text} more", units::bytes(free)));
    if free >= needed {
        return finding;
    }
    finding.but(Verdict::ToDo, format!("make room at {place}, or set CARGO_TARGET_DIR to a folder on a larger disk"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_already_needs_no_more_space() {
        let full = warm_up::FULL_TARGET;
        let verdict = |free, used| space(Some(free), used, Path::new("target")).verdict;
        assert_eq!(verdict(full, 0), Verdict::Fine);
        assert_eq!(verdict(full - 1, 0), Verdict::ToDo);
        assert_eq!(verdict(1, full), Verdict::Fine);
        let unknown = space(None, 0, Path::new("target"));
        assert_eq!(unknown.verdict, Verdict::Without);
    }

    #[test]
    fn free_space_is_read_whatever_the_disk_is_called() {
        let heading = "Filesystem     1024-blocks     Used Available Capacity Mounted on\n";
        let free = |line: &str| free_in_df(&format!("{heading}{line}\n"));
        assert_eq!(free("/dev/vda  263940772 15000000 77000000      17% /"), Some(77_000_000 * 1024));
        assert_eq!(free("//server/My Share 100 40 60 40% /Volumes/100% mine"), Some(60 * 1024));
        assert_eq!(free("nonsense"), None);
        assert_eq!(free_in_df(""), None);
    }
}
