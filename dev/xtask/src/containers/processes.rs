//! What the kernel says of a container's processes, which no manifest can gloss over.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

/// Whose they are to be, and with how much memory.
pub(super) struct Expected {
    pub(super) user: u32,
    pub(super) memory_limit: Option<u64>,
}

/// The control group of a container.
pub(super) struct Group {
    folder: PathBuf,
    limit: &'static str,
    used: &'static str,
    inactive: &'static str,
}

impl Group {
    /// That of a process.
    pub(super) fn of(pid: u64) -> Result<Self> {
        let lines = fs::read_to_string(format!("/proc/{pid}/cgroup")).context("the process is gone")?;
        let (path, is_second) = memory_group(&lines).context("the process is in no group")?;
        let below = path.trim_start_matches('/');
        let root = Path::new("/sys/fs/cgroup");
        Ok(if is_second {
            let (limit, used) = ("memory.max", "memory.current");
            Self { folder: root.join(below), limit, used, inactive: "inactive_file" }
        } else {
            let (limit, used) = ("memory.limit_in_bytes", "memory.usage_in_bytes");
            Self { folder: root.join("memory").join(below), limit, used, inactive: "total_inactive_file" }
        })
    }

    fn read(&self, file: &str) -> Result<String> {
        let path = self.folder.join(file);
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    }

    /// Every process of the container.
    pub(super) fn pids(&self) -> Result<Vec<u64>> {
        Ok(self.read("cgroup.procs")?.lines().filter_map(|line| line.parse().ok()).collect())
    }

    /// Without files that the kernel would forget at once.
    pub(super) fn memory_used(&self) -> Result<u64> {
        let used: u64 = self.read(self.used)?.trim().parse().context("no number of bytes")?;
        let counts = self.read("memory.stat")?;
        let inactive = counts.lines().find_map(|line| line.strip_prefix(self.inactive)?.trim().parse().ok());
        Ok(used.saturating_sub(inactive.unwrap_or(0)))
    }

    fn memory_limit(&self) -> Result<Option<u64>> {
        Ok(self.read(self.limit)?.trim().parse().ok())
    }
}

/// The path of the group that counts memory, and whether it is one of the second version of control groups.
fn memory_group(lines: &str) -> Option<(&str, bool)> {
    let parts = lines.lines().filter_map(|line| {
        let mut parts = line.splitn(3, ':');
        Some((parts.next()?, parts.next()?, parts.next()?))
    });
    let parts: Vec<_> = parts.collect();
    let first = parts.iter().find(|(_, controllers, _)| controllers.split(',').any(|name| name == "memory"));
    let second = || parts.iter().find(|(id, controllers, _)| *id == "0" && controllers.is_empty());
    first.map(|(_, _, path)| (*path, false)).or_else(|| second().map(|(_, _, path)| (*path, true)))
}

/// What is wrong with a container's processes; how many there are, if nothing is.
pub(super) fn check(group: &Group, expected: &Expected) -> Result<usize> {
    let limit = group.memory_limit()?;
    if limit != expected.memory_limit {
        bail!("the memory limit is {limit:?} and not {:?}", expected.memory_limit);
    }
    let mut count = 0;
    for pid in group.pids()? {
        let read = |file: &str| fs::read_to_string(format!("/proc/{pid}/{file}"));
        // One that has ended meanwhile is not looked at.
        let (Ok(status), Ok(mounts)) = (read("status"), read("mountinfo")) else { continue };
        if status.contains("State:\tZ") || mounts.is_empty() {
            continue;
        }
        let faults = faults(&status, &mounts, expected.user);
        if !faults.is_empty() {
            bail!("process {pid}: {}", faults.join(", "));
        }
        count += 1;
    }
    if count == 0 {
        bail!("it has no process");
    }
    Ok(count)
}

fn faults(status: &str, mounts: &str, user: u32) -> Vec<String> {
    let of = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        line.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let wanted = [
        ("Uid", [user.to_string().as_str(); 4].join(" "), "its user"),
        ("CapEff", "0".repeat(16), "its capabilities"),
        ("CapPrm", "0".repeat(16), "the capabilities that it may take"),
        ("NoNewPrivs", "1".to_owned(), "no new privileges"),
        ("Seccomp", "2".to_owned(), "its filter of system calls"),
    ];
    let mut faults: Vec<String> = Vec::new();
    for (name, wanted, what) in wanted {
        let found = of(name);
        if found != wanted {
            faults.push(format!("{what} ({name}) is {found} and not {wanted}"));
        }
    }
    if user == 0 {
        faults.push("it is root".to_owned());
    }
    let root = mounts.lines().map(|line| line.split(' ').collect::<Vec<_>>());
    let root =
        root.filter(|words| words.get(4) == Some(&"/")).filter_map(|words| words.get(5).copied()).next_back();
    if !root.is_some_and(|options| options.split(',').any(|option| option == "ro")) {
        faults.push("its root is writable".to_owned());
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATUS: &str = "Name:\tapp\nState:\tS (sleeping)\nUid:\t65532\t65532\t65532\t65532\nCapPrm:\t0000000000000000\n\
                          CapEff:\t0000000000000000\nNoNewPrivs:\t1\nSeccomp:\t2\n";
    const MOUNTS: &str =
        "79 51 0:41 / / ro,relatime - overlay overlay rw\n80 79 0:5 / /tmp rw,nosuid - tmpfs tmpfs rw\n";

    #[test]
    fn each_thing_that_a_process_may_not_have_is_found() {
        assert!(faults(STATUS, MOUNTS, 65532).is_empty());
        for (one, other) in [
            ("Uid:\t65532\t65532", "Uid:\t65532\t0"),
            ("CapEff:\t0000000000000000", "CapEff:\t0000000000000400"),
            ("CapPrm:\t0000000000000000", "CapPrm:\t00000000a80425fb"),
            ("NoNewPrivs:\t1", "NoNewPrivs:\t0"),
            ("Seccomp:\t2", "Seccomp:\t0"),
        ] {
            assert_eq!(faults(&STATUS.replace(one, other), MOUNTS, 65532).len(), 1, "{other}");
        }
        assert_eq!(faults(STATUS, &MOUNTS.replace("/ ro,", "/ rw,"), 65532), ["its root is writable"]);
        assert_eq!(faults(&STATUS.replace("65532", "0"), MOUNTS, 0), ["it is root"]);
    }

    #[test]
    fn the_group_that_counts_memory_is_found_in_both_versions() {
        assert_eq!(memory_group("9:name=systemd:/a\n4:cpu,memory:/b\n0::/c\n"), Some(("/b", false)));
        assert_eq!(memory_group("0::/system.slice/c\n"), Some(("/system.slice/c", true)));
        assert_eq!(memory_group("9:name=systemd:/a\n"), None);
    }
}
