//! One child at a time.

use std::path::Path;
use std::time::{Duration, Instant};

use fleet::process::{Child, Launch};

fn shell(dir: &Path, script: &str) -> Launch {
    Launch::new("shell", "/bin/sh", dir.join("shell.log")).args(["-c", script])
}

/// The letter that Linux shows for a process's state; none when there is no such process.
fn state(pid: u32) -> Option<char> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit(") ").next()?.chars().next()
}

async fn wait_for_state(pid: u32, wanted: Option<char>) {
    let reached = async {
        while state(pid) != wanted {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let in_time = tokio::time::timeout(Duration::from_secs(10), reached).await;
    assert!(in_time.is_ok(), "state {:?}, not {wanted:?}", state(pid));
}

async fn log_says(child: &Child, text: &str) {
    let said = async {
        while !child.last_log_lines().contains(text) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), said).await.expect("the child says nothing");
}

#[tokio::test]
async fn an_exit_that_nobody_asked_for_is_reported_with_its_last_lines() {
    let dir = tempfile::tempdir().unwrap();
    let launch = shell(dir.path(), "echo out of luck >&2; exit 3");
    let _child = Child::spawn(&launch).unwrap();
    let crash = tokio::time::timeout(Duration::from_secs(10), launch.crashes.first()).await.unwrap();
    assert_eq!(crash.status.code(), Some(3));
    assert_eq!(
        crash.to_string(),
        "shell ended unexpectedly (exit status: 3); its last log lines:\nout of luck"
    );
}

#[tokio::test]
async fn an_exit_that_was_asked_for_is_no_crash() {
    let dir = tempfile::tempdir().unwrap();
    let launch = shell(dir.path(), "trap 'exit 0' TERM; echo ready; while :; do sleep 0.05; done");
    let child = Child::spawn(&launch).unwrap();
    log_says(&child, "ready").await;
    let status = child.terminate(Duration::from_secs(10)).await.unwrap();
    assert!(status.success() && !child.is_running());
    let killed = Child::spawn(&launch).unwrap();
    killed.kill().await.unwrap();
    assert!(launch.crashes.list().is_empty());
}

#[tokio::test]
async fn a_process_that_ignores_the_request_to_stop_is_killed_and_named() {
    let dir = tempfile::tempdir().unwrap();
    let child =
        Child::spawn(&shell(dir.path(), "trap '' TERM; echo ready; while :; do sleep 0.05; done")).unwrap();
    log_says(&child, "ready").await;
    let error = child.terminate(Duration::from_millis(200)).await.unwrap_err();
    assert!(error.to_string().starts_with("shell did not stop"), "{error}");
    assert!(!child.is_running());
}

#[tokio::test]
async fn children_of_a_child_go_with_it() {
    let dir = tempfile::tempdir().unwrap();
    let child = Child::spawn(&shell(dir.path(), "sleep 600 & echo worker $!; wait")).unwrap();
    log_says(&child, "worker").await;
    let worker: u32 = child.last_log_lines().trim_start_matches("worker ").parse().unwrap();
    child.kill().await.unwrap();
    // Whoever inherits the dead worker may take its time to notice.
    let gone = async {
        while !matches!(state(worker), None | Some('Z')) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), gone).await.expect("the worker lives on");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_paused_process_stands_still_until_it_is_resumed() {
    let dir = tempfile::tempdir().unwrap();
    let child = Child::spawn(&shell(dir.path(), "exec sleep 600")).unwrap();
    child.pause();
    wait_for_state(child.pid(), Some('T')).await;
    child.resume();
    wait_for_state(child.pid(), Some('S')).await;
}

#[cfg(target_os = "linux")]
#[test]
fn a_child_outlives_the_runtime_that_started_it_but_not_its_handle() {
    let dir = tempfile::tempdir().unwrap();
    let launch = shell(dir.path(), "echo; while :; do sleep 0.02; echo; done");
    let log = launch.log.clone();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let child = runtime
        .block_on(async { tokio::spawn(async move { Child::spawn(&launch).unwrap() }).await.unwrap() });
    drop(runtime);
    let lines = || std::fs::metadata(&log).unwrap().len();
    let (then, patience) = (lines(), Instant::now());
    while lines() < then + 5 {
        assert!(patience.elapsed() < Duration::from_secs(10), "the child writes no more");
    }
    let pid = child.pid();
    drop(child);
    assert_eq!(state(pid), None);
}
