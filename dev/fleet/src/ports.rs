//! Free TCP ports on the loopback address.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use anyhow::{Result, bail};

/// Below the ranges that systems take for outgoing connections (Linux from 32768, macOS from 49152): a port from there
/// could be taken by any connection while its server restarts.
const FIRST: u16 = 15_000;
const COUNT: u16 = 17_000;

static NEXT: AtomicU16 = AtomicU16::new(0);

/// A port that nobody listens on, and that this process has not given out before.
pub fn free() -> Result<u16> {
    static START: std::sync::LazyLock<u16> = std::sync::LazyLock::new(random_start);
    for _ in 0..COUNT {
        let step = NEXT.fetch_add(1, Ordering::Relaxed);
        let port = FIRST + (START.wrapping_add(step) % COUNT);
        if can_be_bound(port) {
            return Ok(port);
        }
    }
    bail!("no free port between {FIRST} and {}", FIRST + COUNT);
}

/// Whether a server could listen on this port. A process that is just being started holds for a moment all that
/// this one had open, the listeners of such questions too: only who stays there counts. Blocks for a second at most.
pub fn is_free(port: u16) -> bool {
    const TRIES: u32 = 50;
    const PAUSE: Duration = Duration::from_millis(20);
    (0..TRIES).any(|attempt| {
        if attempt > 0 {
            std::thread::sleep(PAUSE);
        }
        can_be_bound(port)
    })
}

fn can_be_bound(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

/// Processes that start at the same moment must not walk through the ports in step.
fn random_start() -> u16 {
    let random = RandomState::new().build_hasher().finish();
    u16::try_from(random % u64::from(COUNT)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_given_out_once() {
        let mut ports: Vec<u16> = (0..50).map(|_| free().unwrap()).collect();
        ports.sort_unstable();
        ports.dedup();
        assert_eq!(ports.len(), 50);
    }

    #[test]
    fn a_port_that_is_given_back_in_a_moment_is_free() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (asked, was_asked) = std::sync::mpsc::channel();
        let holder = std::thread::spawn(move || {
            was_asked.recv().unwrap();
            drop(listener);
        });
        assert!(!can_be_bound(port));
        asked.send(()).unwrap();
        assert!(is_free(port));
        holder.join().unwrap();
    }

    #[test]
    fn a_port_with_a_listener_is_not_free() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        assert!(!is_free(listener.local_addr().unwrap().port()));
    }
}
