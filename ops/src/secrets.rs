//! `ops secrets`: every key and password of an installation.

use std::fs::{DirBuilder, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use anyhow::{Context as _, bail};
use common::auth::SigningKey;
use common::bus::{USERS, UserKey, accounts, seed_file};
use common::config::Secret;

use crate::nats_auth;
use crate::session_keys::{KEY_SET, SIGNING_KEY};

/// Each has a MongoDB of its own.
const SERVICES: [&str; 5] = ["auth", "tickets", "orders", "payments", "expiration"];

struct File {
    name: String,
    text: String,
    mode: u32,
}

impl File {
    fn secret(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), mode: 0o600 }
    }

    fn public(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), mode: 0o644 }
    }
}

/// Writes all of it into `folder`, or nothing if any of it is there, and says what was written.
pub fn make(folder: &Path) -> anyhow::Result<String> {
    let mut files = Vec::from(session()?);
    files.extend(nats()?);
    for service in SERVICES {
        files.extend(mongodb(service)?);
    }
    files.push(stripe_double()?);

    for file in &files {
        let path = folder.join(&file.name);
        if path.symlink_metadata().is_ok() {
            bail!("{} is there already, and nothing is overwritten", path.display());
        }
    }
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.with_context(|| format!("cannot make {}", folder.display()))?;
    let mut told = String::new();
    for file in &files {
        let path = folder.join(&file.name);
        write(&path, file).with_context(|| format!("cannot write {}", path.display()))?;
        told += &format!("{}\n", path.display());
    }
    Ok(told)
}

fn write(path: &Path, file: &File) -> std::io::Result<()> {
    let mut to = OpenOptions::new().write(true).create_new(true).mode(file.mode).open(path)?;
    to.write_all(file.text.as_bytes())
}

/// What auth signs with, and what all others check by.
fn session() -> anyhow::Result<[File; 2]> {
    let key = SigningKey::generate()?;
    Ok([File::secret(SIGNING_KEY, key.to_pem()), File::public(KEY_SET, key.jwks())])
}

/// A seed for each user of the bus, and the server's list of them.
fn nats() -> anyhow::Result<Vec<File>> {
    let mut users = Vec::new();
    for user in USERS {
        users.push((user, UserKey::generate()?));
    }
    let seed = |(user, key): &(&str, UserKey)| File::secret(seed_file(user), key.seed().expose());
    let mut files: Vec<File> = users.iter().map(seed).collect();
    files.push(File::public("nats-auth.conf", accounts(&users, &nats_auth::names()?)));
    Ok(files)
}

/// The service's own user, the administrator, and what the members of the replica set know each other by.
fn mongodb(service: &str) -> anyhow::Result<[File; 4]> {
    let password = Secret::generate(24)?;
    let host = format!("mongo-{service}-0.mongo-{service}:27017");
    let uri = format!(
        "mongodb://{service}:{}@{host}/{service}?replicaSet=rs0&authSource={service}&w=majority",
        password.expose()
    );
    Ok([
        File::secret(format!("mongo-{service}.password"), password.expose()),
        File::secret(format!("mongo-{service}.uri"), uri),
        File::secret(format!("mongo-{service}.keyfile"), Secret::generate(128)?.expose()),
        File::secret(format!("mongo-{service}-root.password"), Secret::generate(24)?.expose()),
    ])
}

/// For the double in Stripe's place; a real account has its own.
fn stripe_double() -> anyhow::Result<File> {
    let webhook = Secret::generate(24)?;
    let text = format!(
        "STRIPE_SECRET_KEY=sk_test_double\nSTRIPE_WEBHOOK_SECRET=whsec_{}\nSTRIPE_PUBLISHABLE_KEY=pk_test_double\n",
        webhook.expose()
    );
    Ok(File::secret("stripe.env", text))
}
