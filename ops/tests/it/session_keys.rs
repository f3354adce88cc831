//! `ops session-keys`.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Output;

use common::auth::{PublicKeys, SigningKey};

use crate::harness::ops;

fn step(step: &str, folder: &Path) -> Output {
    ops(&["session-keys", step, folder.to_str().unwrap()])
}

fn succeeds(name: &str, folder: &Path) -> String {
    let output = step(name, folder);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn fails(name: &str, folder: &Path) -> String {
    let output = step(name, folder);
    assert!(!output.status.success(), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

fn key(folder: &Path, name: &str) -> SigningKey {
    fs::read_to_string(folder.join(name)).unwrap().parse().unwrap()
}

/// Which of some keys' tokens are accepted.
fn accepted<const N: usize>(folder: &Path, keys: [&SigningKey; N]) -> [bool; N] {
    let set: PublicKeys = fs::read_to_string(folder.join("session-jwks.json")).unwrap().parse().unwrap();
    keys.map(|key| set.accept(key))
}

fn installation() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    assert!(ops(&["secrets", dir.path().to_str().unwrap()]).status.success());
    dir
}

#[test]
fn a_key_is_accepted_before_it_signs_and_until_it_is_retired() {
    let dir = installation();
    let folder = dir.path();
    let old = key(folder, "session-signing-key.pem");
    assert!(succeeds("next", folder).contains("session-keys use"));
    let new = key(folder, "session-signing-key.next.pem");
    assert_eq!(key(folder, "session-signing-key.pem").jwks(), old.jwks());
    assert_eq!(accepted(folder, [&old, &new]), [true, true]);
    let mode = |name: &str| fs::metadata(folder.join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("session-signing-key.next.pem"), 0o600);
    assert_eq!(mode("session-jwks.json"), 0o644);

    assert!(succeeds("use", folder).contains("session-keys retire"));
    assert_eq!(key(folder, "session-signing-key.pem").jwks(), new.jwks());
    assert_eq!(mode("session-signing-key.pem"), 0o600);
    assert!(!folder.join("session-signing-key.next.pem").exists());
    assert_eq!(accepted(folder, [&old, &new]), [true, true]);

    succeeds("retire", folder);
    assert_eq!(accepted(folder, [&old, &new]), [false, true]);
    succeeds("retire", folder);
    assert_eq!(accepted(folder, [&old, &new]), [false, true]);
}

#[test]
fn retiring_keeps_the_key_that_is_to_sign_next() {
    let dir = installation();
    let folder = dir.path();
    let old = key(folder, "session-signing-key.pem");
    succeeds("next", folder);
    succeeds("use", folder);
    succeeds("next", folder);
    let (now, next) = (key(folder, "session-signing-key.pem"), key(folder, "session-signing-key.next.pem"));
    succeeds("retire", folder);
    assert_eq!(accepted(folder, [&old, &now, &next]), [false, true, true]);
}

#[test]
fn a_step_that_would_sign_somebody_out_or_lose_a_key_is_refused() {
    let dir = installation();
    let folder = dir.path();
    assert!(fails("use", folder).contains("session-signing-key.next.pem"));
    succeeds("next", folder);
    let next = key(folder, "session-signing-key.next.pem");
    assert!(fails("next", folder).contains("is there already"));
    assert_eq!(key(folder, "session-signing-key.next.pem").jwks(), next.jwks());

    let only_old = key(folder, "session-signing-key.pem").jwks();
    fs::write(folder.join("session-jwks.json"), only_old).unwrap();
    assert!(fails("use", folder).contains("lacks a key"));
    fs::write(folder.join("session-signing-key.pem"), "hunter2").unwrap();
    let told = fails("retire", folder);
    assert!(told.contains("session-signing-key.pem") && !told.contains("hunter2"), "{told}");
    assert!(fails("next", Path::new("/nowhere")).contains("/nowhere"));
}
