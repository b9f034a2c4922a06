//! The CPU time that a container's limits grant, as Linux tells it in control groups of both versions.

use std::path::{Path, PathBuf};

/// A limit on CPU time.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quota {
    /// Cores' worth of time.
    pub(super) cores: f64,
    /// The file that says so.
    pub(super) file: PathBuf,
}

/// The tightest limit on a process, from its `/proc/self/cgroup`. A limit may stand in any group above the process's;
/// in a container the path may be that of the host, and only the root is there.
pub(super) fn tightest(groups: &str, read: impl Fn(&Path) -> Option<String>) -> Option<Quota> {
    let read = &read;
    let limits = groups.lines().flat_map(|line| {
        let mut fields = line.splitn(3, ':').skip(1);
        let (controllers, path) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
        let second = controllers.is_empty();
        let first = controllers.split(',').any(|controller| controller == "cpu");
        let roots = match (second, first) {
            (true, _) => vec!["/sys/fs/cgroup".into(), "/sys/fs/cgroup/unified".into()],
            (_, true) => vec!["/sys/fs/cgroup/cpu".into(), format!("/sys/fs/cgroup/{controllers}")],
            _ => vec![],
        };
        let relative = Path::new(path.trim_start_matches('/')).to_owned();
        roots.into_iter().flat_map(move |root| {
            relative
                .ancestors()
                .filter_map(|group| {
                    let folder = Path::new(&root).join(group);
                    if second { of_version_2(&folder, read) } else { of_version_1(&folder, read) }
                })
                .collect::<Vec<_>>()
        })
    });
    limits.min_by(|one, other| one.cores.total_cmp(&other.cores))
}

/// `cpu.max`: quota and period in µs, or `max` and a period.
fn of_version_2(folder: &Path, read: &impl Fn(&Path) -> Option<String>) -> Option<Quota> {
    let file = folder.join("cpu.max");
    let content = read(&file)?;
    let (quota, period) = content.trim().split_once(' ')?;
    quota_of(quota, period, file)
}

/// `cpu.cfs_quota_us`, -1 for none, and `cpu.cfs_period_us`.
fn of_version_1(folder: &Path, read: &impl Fn(&Path) -> Option<String>) -> Option<Quota> {
    let file = folder.join("cpu.cfs_quota_us");
    quota_of(read(&file)?.trim(), read(&folder.join("cpu.cfs_period_us"))?.trim(), file)
}

fn quota_of(quota: &str, period: &str, file: PathBuf) -> Option<Quota> {
    let (quota, period): (f64, f64) = (quota.parse().ok()?, period.parse().ok()?);
    (quota > 0.0 && period > 0.0).then(|| Quota { cores: quota / period, file })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(groups: &str, files: &[(&str, &str)]) -> Option<(f64, String)> {
        let read =
            |path: &Path| files.iter().find(|(name, _)| Path::new(name) == path).map(|(_, text)| (*text).to_owned());
        tightest(groups, read).map(|quota| (quota.cores, quota.file.to_string_lossy().replace('\\', "/")))
    }

    #[test]
    fn version_2_in_a_container() {
        let file = "/sys/fs/cgroup/cpu.max";
        assert_eq!(found("0::/\n", &[(file, "150000 100000\n")]), Some((1.5, file.to_owned())));
        assert_eq!(found("0::/\n", &[(file, "max 100000\n")]), None);
    }

    #[test]
    fn the_tightest_group_counts() {
        let files = [("/sys/fs/cgroup/a/b/cpu.max", "max 100000"), ("/sys/fs/cgroup/a/cpu.max", "200000 100000")];
        assert_eq!(found("0::/a/b\n", &files), Some((2.0, "/sys/fs/cgroup/a/cpu.max".to_owned())));
    }

    #[test]
    fn version_1_with_the_hosts_path() {
        let files = [
            ("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "50000\n"),
            ("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n"),
        ];
        let groups = "5:memory:/docker/abc\n4:cpu,cpuacct:/docker/abc\n";
        assert_eq!(found(groups, &files), Some((0.5, files[0].0.to_owned())));
        let none = [(files[0].0, "-1\n"), files[1]];
        assert_eq!(found(groups, &none), None);
    }

    #[test]
    fn anything_else_is_no_limit() {
        for groups in ["", "garbage", "0::", "4:cpu:/x\n"] {
            assert_eq!(found(groups, &[]), None, "{groups}");
        }
        assert_eq!(found("0::/", &[("/sys/fs/cgroup/cpu.max", "0 0")]), None);
    }
}
