//! `ops secrets` and `ops nats-auth`.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use common::auth::{Claims, PublicKeys, Role, SessionCookie, SessionVerifier, SigningKey};
use common::bus::UserKey;
use common::clock::Clock;
use common::ids::{SessionId, UserId};

use crate::harness::ops;

const PUBLIC: [&str; 2] = ["nats-auth.conf", "session-jwks.json"];

fn make(folder: &Path) -> BTreeMap<String, String> {
    let made = ops(&["secrets", folder.to_str().unwrap()]);
    assert!(made.status.success(), "{made:?}");
    let files = files(folder);
    let told: Vec<String> = files.keys().map(|name| folder.join(name).to_str().unwrap().to_owned()).collect();
    let mut lines: Vec<&str> = str::from_utf8(&made.stdout).unwrap().lines().collect();
    lines.sort_unstable();
    assert_eq!(lines, told);
    files
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap()))
        .collect()
}

#[test]
fn secrets_are_made_for_each_service_and_only_their_owner_reads_them() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("new/secrets");
    let files = make(&folder);
    let mut names: Vec<String> =
        ["session-signing-key.pem", "session-jwks.json", "nats-auth.conf", "stripe.env"]
            .map(Into::into)
            .into();
    for user in ["auth", "tickets", "orders", "payments", "expiration", "ops", "repair"] {
        names.push(format!("nats-{user}.seed"));
        let key: UserKey = files[&format!("nats-{user}.seed")].parse().unwrap();
        assert!(
            files["nats-auth.conf"]
                .contains(&format!("# {user}\n      {{\n        nkey: \"{}\"", key.public()))
        );
    }
    for service in ["auth", "tickets", "orders", "payments", "expiration"] {
        for kind in [".password", ".uri", ".keyfile", "-root.password"] {
            names.push(format!("mongo-{service}{kind}"));
        }
        let password = &files[&format!("mongo-{service}.password")];
        assert_eq!(
            files[&format!("mongo-{service}.uri")],
            format!(
                "mongodb://{service}:{password}@mongo-{service}-0.mongo-{service}:27017/{service}?replicaSet=rs0&authSource={service}&w=majority"
            )
        );
    }
    names.sort();
    assert_eq!(files.keys().cloned().collect::<Vec<_>>(), names);
    for (name, text) in &files {
        let mode = fs::metadata(folder.join(name)).unwrap().permissions().mode() & 0o777;
        let public = PUBLIC.contains(&name.as_str());
        assert_eq!(mode & 0o077 == 0, !public, "{name} has mode {mode:o}");
        assert!(!public || !text.contains("PRIVATE") && !text.contains("\"SU"), "{name}");
    }
    let stripe: Vec<&str> = files["stripe.env"].lines().collect();
    assert_eq!(stripe[0], "STRIPE_SECRET_KEY=sk_test_double");
    assert!(stripe[1].strip_prefix("STRIPE_WEBHOOK_SECRET=whsec_").unwrap().len() >= 32);
    assert_eq!(stripe[2..], ["STRIPE_PUBLISHABLE_KEY=pk_test_double"]);
}

#[test]
fn what_is_there_is_not_overwritten_and_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().to_str().unwrap();
    let first = make(dir.path());
    let again = ops(&["secrets", folder]);
    let told = String::from_utf8(again.stderr).unwrap();
    assert!(!again.status.success() && told.contains("session-signing-key.pem is there already"), "{told}");
    assert_eq!(files(dir.path()), first);

    for name in first.keys().filter(|name| *name != "mongo-orders.uri") {
        fs::remove_file(dir.path().join(name)).unwrap();
    }
    let again = ops(&["secrets", folder]);
    let told = String::from_utf8(again.stderr).unwrap();
    assert!(!again.status.success() && told.contains("mongo-orders.uri is there already"), "{told}");
    assert_eq!(files(dir.path()).len(), 1);
}

#[test]
fn no_two_installations_share_a_secret() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (one, other) = (make(one.path()), make(other.path()));
    for (name, text) in &one {
        assert_ne!(text, &other[name], "{name}");
    }
}

#[test]
fn the_key_set_verifies_what_the_key_signs() {
    let dir = tempfile::tempdir().unwrap();
    let files = make(dir.path());
    let key: SigningKey = files["session-signing-key.pem"].parse().unwrap();
    let keys: PublicKeys = files["session-jwks.json"].parse().unwrap();
    let clock = Clock::system();
    let now = clock.now().seconds();
    let claims = Claims::new(UserId::new(), "ada@example.com".to_owned(), Role::User, SessionId::new(), now);
    let verifier = SessionVerifier::new(keys, SessionCookie::new(true), clock);
    assert_eq!(verifier.verify(&key.sign(&claims).unwrap()), Some(claims));
}

#[test]
fn the_servers_configuration_follows_from_the_seeds() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().to_str().unwrap();
    let made = make(dir.path());
    let again = ops(&["nats-auth", folder]);
    assert_eq!(String::from_utf8(again.stdout).unwrap(), made["nats-auth.conf"]);

    fs::write(dir.path().join("nats-orders.seed"), "hunter2").unwrap();
    let told = String::from_utf8(ops(&["nats-auth", folder]).stderr).unwrap();
    assert!(told.contains("nats-orders.seed") && !told.contains("hunter2"), "{told}");
}
