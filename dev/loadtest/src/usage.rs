//! What processes spend, as Linux tells it in `/proc`.

use std::fs;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde::Serialize;

/// In these units `/proc` counts CPU time, whatever the kernel's own are.
const TICKS_PER_SECOND: u64 = 100;

/// A process to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    pub name: String,
    pub pid: u32,
}

/// What a process has spent so far, and has in memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// In user and kernel mode, to the hundredth of a second.
    pub cpu: Duration,
    pub resident_kib: u64,
    pub peak_kib: u64,
}

/// What a process spent in a run.
#[derive(Clone, Debug, Serialize)]
pub struct Spent {
    pub process: String,
    pub cpu_s: f64,
    pub peak_mb: f64,
}

impl Process {
    pub fn usage(&self) -> Result<Usage> {
        let read = |file: &str| {
            let path = format!("/proc/{}/{file}", self.pid);
            fs::read_to_string(&path).with_context(|| format!("cannot read {path} of {}", self.name))
        };
        parse(&read("stat")?, &read("status")?)
            .with_context(|| format!("cannot tell what {} spends", self.name))
    }

    /// The processes that it has started itself, such as the workers of an nginx.
    pub fn children(&self) -> Vec<Self> {
        let children =
            fs::read_to_string(format!("/proc/{0}/task/{0}/children", self.pid)).unwrap_or_default();
        let pids = children.split_whitespace().filter_map(|pid| pid.parse().ok());
        pids.map(|pid| Self { name: format!("{} worker", self.name), pid }).collect()
    }

    /// Makes the peak what is resident now, where the kernel lets us.
    pub fn forget_peak(&self) {
        // Not all systems have it; the peak of the whole life is no smaller.
        let _ = fs::write(format!("/proc/{}/clear_refs", self.pid), "5");
    }
}

/// The readings of several processes at the beginning of a run.
pub struct Meter(Vec<(Process, Usage)>);

impl Meter {
    pub fn start(processes: &[Process]) -> Result<Self> {
        let reading = |process: &Process| {
            process.forget_peak();
            Ok((process.clone(), process.usage()?))
        };
        Ok(Self(processes.iter().map(reading).collect::<Result<_>>()?))
    }

    pub fn spent(&self) -> Result<Vec<Spent>> {
        let spent = |(process, before): &(Process, Usage)| {
            let now = process.usage()?;
            Ok(Spent {
                process: process.name.clone(),
                cpu_s: now.cpu.saturating_sub(before.cpu).as_secs_f64(),
                peak_mb: megabytes(now.peak_kib),
            })
        };
        self.0.iter().map(spent).collect()
    }
}

/// Of 1,000,000 bytes.
pub fn megabytes(kib: u64) -> f64 {
    kib as f64 * 1024.0 / 1e6
}

/// The load of the last minute, for whoever judges a figure.
pub fn machine() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown").to_owned();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!("{cores} cores, load {load}")
}

fn parse(stat: &str, status: &str) -> Option<Usage> {
    // The name in brackets may hold spaces and brackets itself.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    let kib = |name: &str| -> Option<u64> {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim_start_matches(':').trim().strip_suffix(" kB")?.parse().ok()
    };
    Some(Usage {
        cpu: Duration::from_millis((user + system) * 1000 / TICKS_PER_SECOND),
        resident_kib: kib("VmRSS")?,
        peak_kib: kib("VmHWM")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_brackets_and_spaces_hides_no_field() {
        let stat = "7 (a (b) c) S 1 7 7 0 -1 4194560 1 0 0 0 250 50 0 0 20 0 9 0 100 1 1";
        let status = "Name:\ta\nVmHWM:\t   20480 kB\nVmRSS:\t   10240 kB\n";
        let usage = parse(stat, status).unwrap();
        assert_eq!(usage.cpu, Duration::from_secs(3));
        assert_eq!((usage.resident_kib, usage.peak_kib), (10_240, 20_480));
    }

    #[test]
    fn work_is_seen() {
        let own = Process { name: "this".to_owned(), pid: std::process::id() };
        let before = own.usage().unwrap();
        let mut n = 1u64;
        while own.usage().unwrap().cpu < before.cpu + Duration::from_millis(50) {
            n = std::hint::black_box(n.wrapping_mul(31));
        }
        assert!(own.usage().unwrap().peak_kib > 0);
    }
}
