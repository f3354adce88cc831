//! What is in a backup, in `backup.json` beside it.

use std::fmt;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use common::clock::Timestamp;
use serde::{Deserialize, Serialize};

use crate::installation::Service;

const NAME: &str = "backup.json";
const FORMAT: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Manifest {
    format: u32,
    /// The second whose beginning all of it is of.
    pub(super) at: Timestamp,
    pub(super) collections: Vec<Collection>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Collection {
    pub(super) service: Service,
    pub(super) name: String,
    pub(super) documents: u64,
    pub(super) bytes: u64,
    /// Of the file, in hexadecimal digits; empty where there is no file.
    pub(super) sha256: String,
}

impl Collection {
    pub(super) fn counted(service: Service, name: &str, documents: u64) -> Self {
        Self { service, name: name.to_owned(), documents, bytes: 0, sha256: String::new() }
    }
}

impl Manifest {
    pub(super) fn at(second: u32) -> Self {
        Self { format: FORMAT, at: super::time_of(second), collections: Vec::new() }
    }

    pub(super) fn write(&self, folder: &Path) -> anyhow::Result<()> {
        let path = folder.join(NAME);
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        let written = super::create(&path).and_then(|mut file| {
            file.write_all(&text)?;
            file.sync_all()
        });
        written.with_context(|| format!("cannot write {}", path.display()))
    }

    pub(super) fn read(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join(NAME);
        let text = super::read_to_end(&path).context("this is no complete backup")?;
        let manifest: Self =
            serde_json::from_slice(&text).with_context(|| format!("{} cannot be read", path.display()))?;
        if manifest.format != FORMAT {
            bail!("{} is of format {}, and this program reads {FORMAT}", path.display(), manifest.format);
        }
        for Collection { name, .. } in &manifest.collections {
            if name.is_empty() || name.contains(['/', '\\', '$']) || name.starts_with('.') {
                bail!("{} names a collection {name:?}", path.display());
            }
        }
        Ok(manifest)
    }
}

/// Where a collection's documents are.
pub(super) fn file(folder: &Path, service: Service, name: &str) -> PathBuf {
    folder.join(service.name()).join(format!("{name}.bson"))
}

impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.collections.iter().try_for_each(|collection| {
            let Collection { service, name, documents, .. } = collection;
            writeln!(f, "{:<24} {documents:>9} documents", format!("{service}.{name}"))
        })
    }
}
