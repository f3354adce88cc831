//! `fleet servers` as a program of its own.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fleet::ports;

struct Servers {
    process: Child,
    ports: Vec<u16>,
}

/// Runs it and reads where its servers listen.
fn start() -> Servers {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fleet"));
    let mut process = command.arg("servers").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(process.stdout.take().unwrap()).lines().take(2);
    let lines: Vec<String> = lines.map(Result::unwrap).collect();
    assert!(lines[0].starts_with("MONGODB_URI=mongodb://127.0.0.1:"), "{lines:?}");
    assert!(lines[1].starts_with("NATS_URL=nats://127.0.0.1:"), "{lines:?}");
    let port = |line: &String| line.rsplit(':').next()?.split('/').next()?.parse().ok();
    let ports: Vec<u16> = lines.iter().filter_map(port).collect();
    assert!(ports.len() == 2 && ports.iter().all(|port| !ports::is_free(*port)), "{lines:?}");
    Servers { process, ports }
}

fn assert_nobody_listens(ports: &[u16]) {
    let patience = Instant::now();
    while !ports.iter().all(|port| ports::is_free(*port)) {
        assert!(patience.elapsed() < Duration::from_secs(10), "a server lives on");
        std::thread::yield_now();
    }
}

#[test]
fn the_end_of_its_input_ends_the_servers() {
    let mut servers = start();
    drop(servers.process.stdin.take());
    assert!(servers.process.wait().unwrap().success());
    assert_nobody_listens(&servers.ports);
}

#[cfg(target_os = "linux")]
#[test]
fn its_violent_death_ends_the_servers() {
    let mut servers = start();
    servers.process.kill().unwrap();
    servers.process.wait().unwrap();
    assert_nobody_listens(&servers.ports);
}
