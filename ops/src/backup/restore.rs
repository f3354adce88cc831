//! `ops restore`: the databases as a backup has them. What the streams hold is of another history, so they are made anew and
//! filled with the restored states.

use std::fmt;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use bson::{Document, RawDocumentBuf, doc};
use clap::Args;
use common::bus::{Replicas, provision_by};
use futures::TryStreamExt;
use mongodb::Database;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::manifest::{self, Collection, Manifest};
use crate::installation::{Databases, Service, Streams};
use crate::retell::{self, Told};

/// Of one insertion; MongoDB takes 100,000 documents and 48 MB.
const BATCH_DOCUMENTS: usize = 1000;
const BATCH_BYTES: usize = 8 * 1024 * 1024;
/// MongoDB's own limit.
const MAX_DOCUMENT: usize = 16 * 1024 * 1024;

#[derive(Args)]
pub struct Restore {
    /// Where the backup is.
    folder: PathBuf,
    /// Puts the backup in the place of what the databases hold; without it they must be empty.
    #[arg(long)]
    replace: bool,
    /// Checks the backup and the installation, tells what would be done, and does nothing.
    #[arg(long)]
    dry_run: bool,
}

/// What was restored, or would be.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Restored {
    dry_run: bool,
    #[serde(flatten)]
    manifest: Manifest,
    /// Streams that were made anew, or would be.
    streams: Vec<String>,
    told: Option<Told>,
}

/// Nothing is changed before all of the backup was read and found whole.
pub async fn restore(wanted: Restore, databases: &Databases, streams: &Streams) -> anyhow::Result<Restored> {
    let Restore { folder, replace, dry_run } = wanted;
    let manifest = Manifest::read(&folder)?;
    for collection in &manifest.collections {
        Documents::open(&folder, collection)?.check()?;
    }
    nobody_listens(streams).await?;
    if !replace {
        must_be_empty(databases).await?;
    }
    if dry_run {
        let streams = streams.names.streams_of_states().collect();
        return Ok(Restored { dry_run, manifest, streams, told: None });
    }
    let anew = make_streams_anew(streams).await?;
    for service in Service::ALL {
        let database = databases.of(service);
        for name in super::collections(database).await? {
            database.collection::<Document>(&name).drop().await?;
        }
    }
    for collection in &manifest.collections {
        insert(&folder, collection, databases.of(collection.service)).await?;
    }
    let told = retell::everything(databases, streams)
        .await
        .context("restored, but not told: run `ops retell --all`")?;
    Ok(Restored { dry_run, manifest, streams: anew, told: Some(told) })
}

/// A service that runs would write into what is being restored.
async fn nobody_listens(streams: &Streams) -> anyhow::Result<()> {
    for name in streams.names.streams_of_states() {
        let stream = streams
            .jetstream
            .get_stream(&name)
            .await
            .with_context(|| format!("there is no stream {name}"))?;
        let mut consumers = stream.consumers();
        while let Some(consumer) = consumers.try_next().await? {
            if consumer.num_waiting > 0 {
                let service = consumer.name.split('-').next().unwrap_or_default();
                bail!("{service} is running: stop every service first");
            }
        }
    }
    Ok(())
}

/// To empty them would not be enough: a stream remembers for a while which events it has had, and another history has
/// other events under the same ids.
async fn make_streams_anew(streams: &Streams) -> anyhow::Result<Vec<String>> {
    let Streams { jetstream, names, .. } = streams;
    let dead_letters = jetstream.get_stream(names.stream_of("dead.x")).await?;
    let replicas = match dead_letters.cached_info().config.num_replicas {
        1 => Replicas::One,
        _ => Replicas::Three,
    };
    let anew: Vec<String> = names.streams_of_states().collect();
    for stream in &anew {
        jetstream
            .delete_stream(stream)
            .await
            .with_context(|| format!("stream {stream} could not be removed"))?;
    }
    provision_by(jetstream, names, replicas)
        .await
        .context("streams were removed and not made: run `ops provision`")?;
    Ok(anew)
}

async fn must_be_empty(databases: &Databases) -> anyhow::Result<()> {
    for service in Service::ALL {
        let database = databases.of(service);
        for name in super::collections(database).await? {
            if database.collection::<Document>(&name).find_one(doc! {}).await?.is_some() {
                bail!("{service}.{name} is not empty; --replace puts the backup in its place");
            }
        }
    }
    Ok(())
}

async fn insert(folder: &Path, collection: &Collection, database: &Database) -> anyhow::Result<()> {
    let to = database.collection::<RawDocumentBuf>(&collection.name);
    let failed = || format!("{}.{} is not all restored", collection.service, collection.name);
    let mut documents = Documents::open(folder, collection)?;
    loop {
        let batch = documents.batch()?;
        if batch.is_empty() {
            return Ok(());
        }
        to.insert_many(batch).ordered(false).await.with_context(failed)?;
    }
}

/// The documents of a file, which must be those that the manifest tells of.
struct Documents<'a> {
    path: PathBuf,
    file: BufReader<File>,
    expected: &'a Collection,
    read: u64,
    hash: Sha256,
    at_end: bool,
}

impl<'a> Documents<'a> {
    fn open(folder: &Path, expected: &'a Collection) -> anyhow::Result<Self> {
        let path = manifest::file(folder, expected.service, &expected.name);
        let file = File::open(&path).with_context(|| format!("cannot open {}", path.display()))?;
        Ok(Self { path, file: BufReader::new(file), expected, read: 0, hash: Sha256::new(), at_end: false })
    }

    /// Reads to the end, or to the first fault.
    fn check(mut self) -> anyhow::Result<()> {
        while self.next()?.is_some() {}
        Ok(())
    }

    /// As many as one insertion takes; none at the end.
    fn batch(&mut self) -> anyhow::Result<Vec<RawDocumentBuf>> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while batch.len() < BATCH_DOCUMENTS && bytes < BATCH_BYTES {
            let Some(document) = self.next()? else { break };
            bytes += document.as_bytes().len();
            batch.push(document);
        }
        Ok(batch)
    }

    fn next(&mut self) -> anyhow::Result<Option<RawDocumentBuf>> {
        if self.at_end {
            return Ok(None);
        }
        let document = self.document().with_context(|| format!("{} is damaged", self.path.display()))?;
        if document.is_none() {
            self.at_end = true;
            let hash = hex::encode(std::mem::take(&mut self.hash).finalize());
            if self.read != self.expected.documents || hash != self.expected.sha256 {
                bail!("{} is not what was backed up", self.path.display());
            }
        }
        Ok(document)
    }

    /// A document begins with its length in bytes, see <https://bsonspec.org/spec.html>.
    fn document(&mut self) -> anyhow::Result<Option<RawDocumentBuf>> {
        if self.file.fill_buf()?.is_empty() {
            return Ok(None);
        }
        let mut length = [0; 4];
        self.file.read_exact(&mut length)?;
        let size = usize::try_from(i32::from_le_bytes(length)).unwrap_or_default();
        if !(5..=MAX_DOCUMENT).contains(&size) {
            bail!("a document of {size} bytes");
        }
        let mut bytes = length.to_vec();
        let rest = u64::try_from(size - length.len())?;
        self.file.by_ref().take(rest).read_to_end(&mut bytes)?;
        if bytes.len() < size {
            bail!("a document that ends too early");
        }
        self.hash.update(&bytes);
        self.read += 1;
        Ok(Some(RawDocumentBuf::from_bytes(bytes)?))
    }
}

impl fmt::Display for Restored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let would = if self.dry_run { "would be " } else { "" };
        write!(f, "{}", self.manifest)?;
        writeln!(f, "{would}restored, as of {}", self.manifest.at)?;
        writeln!(f, "{would}made anew: {}", self.streams.join(", "))?;
        self.told.iter().try_for_each(|told| told.fmt(f))
    }
}
