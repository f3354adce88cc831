//! `ops session-keys`: the key that signs sessions changes in three steps, with a deployment after each, and nobody
//! is signed out.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Subcommand;
use common::auth::{PublicKeys, SigningKey};

/// What auth signs with.
pub const SIGNING_KEY: &str = "session-signing-key.pem";
/// What all check by.
pub const KEY_SET: &str = "session-jwks.json";
const NEXT_KEY: &str = "session-signing-key.next.pem";

#[derive(Subcommand)]
pub enum Step {
    /// Makes the key that will sign next, and adds its public half to the key set.
    Next {
        /// Where `secrets` put the keys.
        folder: PathBuf,
    },
    /// Makes the next key the one that signs. Of the one before only the public half is left, in the key set.
    Use {
        /// Where `secrets` put the keys.
        folder: PathBuf,
    },
    /// Leaves in the key set only the key that signs, and the next one if there is one.
    Retire {
        /// Where `secrets` put the keys.
        folder: PathBuf,
    },
}

/// Takes a step, and says what is to be done with its result.
pub fn take(step: Step) -> anyhow::Result<String> {
    match step {
        Step::Next { folder } => next(&folder),
        Step::Use { folder } => use_next(&folder),
        Step::Retire { folder } => retire(&folder),
    }
}

fn next(folder: &Path) -> anyhow::Result<String> {
    let path = folder.join(NEXT_KEY);
    if path.exists() {
        bail!("{} is there already: use it first, or remove it", path.display());
    }
    let accepted = key_set(folder)?;
    let key = SigningKey::generate()?;
    // The key set first: a key of which nobody knows does no harm, unlike one that signs what nobody accepts.
    replace(folder, KEY_SET, &accepted.and(key.public_keys()).to_string(), 0o644)?;
    replace(folder, NEXT_KEY, &key.to_pem(), 0o600)?;
    Ok(format!(
        "made {} and added it to {}\ngive the key set to auth and to all who check sessions, then: session-keys use\n",
        path.display(),
        folder.join(KEY_SET).display()
    ))
}

fn use_next(folder: &Path) -> anyhow::Result<String> {
    let (path, accepted) = (folder.join(NEXT_KEY), key_set(folder)?);
    let (before, key) = (signing_key(folder, SIGNING_KEY)?, signing_key(folder, NEXT_KEY)?);
    for key in [&before, &key] {
        if !accepted.accept(key) {
            bail!("{} lacks a key, so that its tokens would be refused", folder.join(KEY_SET).display());
        }
    }
    let to = folder.join(SIGNING_KEY);
    fs::rename(&path, &to).with_context(|| format!("cannot replace {}", to.display()))?;
    Ok(format!(
        "{} is the key to sign with\ngive it to auth; in seven days, when no session has a token of the one before: \
         session-keys retire\n",
        to.display()
    ))
}

fn retire(folder: &Path) -> anyhow::Result<String> {
    let mut kept = signing_key(folder, SIGNING_KEY)?.public_keys();
    if folder.join(NEXT_KEY).exists() {
        kept = kept.and(signing_key(folder, NEXT_KEY)?.public_keys());
    }
    replace(folder, KEY_SET, &kept.to_string(), 0o644)?;
    Ok(format!(
        "{} has no other keys any more\ngive it to auth and to all who check sessions\n",
        folder.join(KEY_SET).display()
    ))
}

fn key_set(folder: &Path) -> anyhow::Result<PublicKeys> {
    read(folder, KEY_SET)?.parse().with_context(|| format!("{KEY_SET} cannot be used"))
}

fn signing_key(folder: &Path, name: &str) -> anyhow::Result<SigningKey> {
    read(folder, name)?.parse().with_context(|| format!("{name} cannot be used"))
}

fn read(folder: &Path, name: &str) -> anyhow::Result<String> {
    let path = folder.join(name);
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

/// As a whole or not at all.
fn replace(folder: &Path, name: &str, text: &str, mode: u32) -> anyhow::Result<()> {
    let (path, draft) = (folder.join(name), folder.join(format!(".{name}")));
    let write = || {
        let mut to = OpenOptions::new().write(true).create(true).truncate(true).mode(mode).open(&draft)?;
        to.write_all(text.as_bytes())?;
        to.sync_all()?;
        fs::rename(&draft, &path)
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}
