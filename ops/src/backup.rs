//! `ops backup` and `ops restore`. The five databases are copied as they were at the beginning of one and the same second,
//! so that what a service had done because of another's event is never there without its cause. That takes clocks that
//! agree; MongoDB keeps what it needs for it for five minutes (`minSnapshotHistoryWindowInSeconds`). Each collection is a
//! file of documents in BSON, one behind the other, as `mongorestore` reads it too. Indexes are made by the services.

mod manifest;
mod restore;

use std::fmt;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{BufWriter, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use bson::{Document, RawDocumentBuf, Timestamp, doc};
use clap::Args;
use common::clock::{self, Clock};
use common::mongo::DbError;
use futures::TryStreamExt;
use mongodb::Database;
use mongodb::error::ErrorKind;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::installation::{Databases, Service};
use manifest::{Collection, Manifest};

pub use restore::{Restore, restore};

/// How far the clocks of the servers may be apart: an event takes longer from one service to another.
const MAX_SKEW: Duration = Duration::from_millis(500);
/// How long a collection may be too young to be copied.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(250);

#[derive(Args)]
pub struct Backup {
    /// Where to; made, and must not be there.
    folder: PathBuf,
    /// Tells what would be copied, and copies nothing.
    #[arg(long)]
    dry_run: bool,
}

/// What was copied, or would be.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BackedUp {
    dry_run: bool,
    folder: PathBuf,
    #[serde(flatten)]
    manifest: Manifest,
}

pub async fn backup(wanted: Backup, databases: &Databases) -> anyhow::Result<BackedUp> {
    let Backup { folder, dry_run } = wanted;
    if folder.symlink_metadata().is_ok() {
        bail!("{} is there already, and nothing is overwritten", folder.display());
    }
    if dry_run {
        return Ok(BackedUp { dry_run, folder, manifest: count_all(databases).await? });
    }
    make(&folder)?;
    for service in Service::ALL {
        make(&folder.join(service.name()))?;
    }
    let begun = Instant::now();
    let manifest = loop {
        match copy_all(databases, &folder).await {
            Err(error) if is_too_young(&error) && begun.elapsed() < PATIENCE => {
                tokio::time::sleep(PAUSE).await
            }
            copied => break copied?,
        }
    };
    // Comes last: a folder without it is no backup.
    manifest.write(&folder)?;
    Ok(BackedUp { dry_run, folder, manifest })
}

async fn count_all(databases: &Databases) -> anyhow::Result<Manifest> {
    let mut manifest = Manifest::at(common_second(databases).await?);
    for service in Service::ALL {
        let database = databases.of(service);
        for name in collections(database).await? {
            let counted = database.collection::<Document>(&name).count_documents(doc! {}).await;
            let counted = counted.map_err(DbError::from)?;
            manifest.collections.push(Collection::counted(service, &name, counted));
        }
    }
    Ok(manifest)
}

async fn copy_all(databases: &Databases, folder: &Path) -> anyhow::Result<Manifest> {
    let second = common_second(databases).await?;
    let mut manifest = Manifest::at(second);
    for service in Service::ALL {
        let database = databases.of(service);
        for name in collections(database).await? {
            let path = manifest::file(folder, service, &name);
            let copied = copy(database, &name, second, &path).await;
            let copied = copied.with_context(|| format!("{service}.{name} could not be copied"))?;
            manifest.collections.push(copied.of(service, &name));
        }
    }
    Ok(manifest)
}

/// MongoDB cannot say how a collection was before its own or its indexes' making.
fn is_too_young(error: &anyhow::Error) -> bool {
    const SNAPSHOT_UNAVAILABLE: i32 = 246;
    let error = error.chain().find_map(|cause| cause.downcast_ref::<mongodb::error::Error>());
    error.is_some_and(|error| {
        matches!(error.kind.as_ref(), ErrorKind::Command(refused) if refused.code == SNAPSHOT_UNAVAILABLE)
    })
}

/// Password hashes and addresses are for nobody else to read.
fn make(folder: &Path) -> anyhow::Result<()> {
    let made = DirBuilder::new().mode(0o700).create(folder);
    made.with_context(|| format!("cannot make {}", folder.display()))
}

/// The first second that begins after this is called, once every server is past its beginning. A server that nobody writes
/// to is so within ten seconds, by what it writes itself.
async fn common_second(databases: &Databases) -> anyhow::Result<u32> {
    let mut latest = i64::MIN;
    for service in Service::ALL {
        let before = Clock::system().now().millis();
        let theirs = hello(databases, service).await?.get_datetime("localTime")?.timestamp_millis();
        let after = Clock::system().now().millis();
        let skew = (before - theirs).max(theirs - after);
        if skew > i64::try_from(MAX_SKEW.as_millis()).unwrap_or(i64::MAX) {
            bail!(
                "the clock of {service}'s MongoDB is {skew} ms away from this machine's: a common second cannot be told"
            );
        }
        latest = latest.max(theirs);
    }
    let second =
        u32::try_from(latest / 1000 + 1).context("the servers' clocks tell no time of this century")?;
    let begun = Instant::now();
    for service in Service::ALL {
        while hello(databases, service)
            .await?
            .get_document("lastWrite")?
            .get_document("majorityOpTime")?
            .get_timestamp("ts")?
            .time
            < second
        {
            if begun.elapsed() > PATIENCE {
                bail!(
                    "{service}'s MongoDB has written nothing for {} s, and is no replica set in order",
                    PATIENCE.as_secs()
                );
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
    Ok(second)
}

async fn hello(databases: &Databases, service: Service) -> anyhow::Result<Document> {
    let answer = databases.of(service).run_command(doc! { "hello": 1 }).await.map_err(DbError::from);
    answer.with_context(|| format!("{service}'s MongoDB does not answer"))
}

async fn collections(database: &Database) -> anyhow::Result<Vec<String>> {
    let mut names = database.list_collection_names().await.context("the collections cannot be listed")?;
    names.retain(|name| !name.starts_with("system."));
    names.sort_unstable();
    Ok(names)
}

/// What was written of a collection.
struct Copied {
    documents: u64,
    bytes: u64,
    sha256: String,
}

impl Copied {
    fn of(self, service: Service, name: &str) -> Collection {
        let Self { documents, bytes, sha256 } = self;
        Collection { service, name: name.to_owned(), documents, bytes, sha256 }
    }
}

async fn copy(database: &Database, name: &str, second: u32, path: &Path) -> anyhow::Result<Copied> {
    let as_it_was = doc! { "level": "snapshot", "atClusterTime": Timestamp { time: second, increment: 0 } };
    let find = doc! { "find": name, "readConcern": as_it_was, "noCursorTimeout": false };
    let cursor = database.run_cursor_command(find).await?;
    let mut cursor = cursor.with_type::<RawDocumentBuf>();
    let mut file = BufWriter::new(create(path)?);
    let (mut documents, mut bytes, mut hash) = (0, 0, Sha256::new());
    while let Some(document) = cursor.try_next().await? {
        let document = document.as_bytes();
        file.write_all(document)?;
        hash.update(document);
        documents += 1;
        bytes += document.len() as u64;
    }
    file.into_inner().map_err(|error| error.into_error())?.sync_all()?;
    Ok(Copied { documents, bytes, sha256: hex::encode(hash.finalize()) })
}

fn create(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

impl fmt::Display for BackedUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (as_of, folder) = (&self.manifest.at, self.folder.display());
        write!(f, "{}", self.manifest)?;
        match self.dry_run {
            true => writeln!(f, "would be copied to {folder}"),
            false => writeln!(f, "copied to {folder}, as of {as_of}"),
        }
    }
}

fn time_of(second: u32) -> clock::Timestamp {
    clock::Timestamp::from_millis(i64::from(second) * 1000)
}

fn read_to_end(path: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}
