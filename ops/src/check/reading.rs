//! Documents as their service reads them. One that cannot be read is a violation, and keeps nobody from the others.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use bson::{Document, RawDocumentBuf};
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use mongodb::error::Result;
use serde::de::DeserializeOwned;

use super::Findings;
use crate::installation::{Databases, Service};

pub(super) struct Reader<'a> {
    databases: &'a Databases,
    /// Collection and id, and why.
    unreadable: Mutex<BTreeMap<String, String>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(databases: &'a Databases) -> Self {
        Self { databases, unreadable: Mutex::default() }
    }

    /// The documents that fit, in an order.
    pub(super) async fn sorted<T: DeserializeOwned + Send + 'static>(
        &self,
        service: Service,
        name: &str,
        filter: Document,
        order: Document,
    ) -> Result<BoxStream<'_, Result<T>>> {
        let documents = self.databases.of(service).collection::<RawDocumentBuf>(name);
        let found = documents.find(filter).sort(order).allow_disk_use(true).await?;
        let collection = format!("{service}.{name}");
        let readable = found.try_filter_map(move |document| {
            let read = bson::deserialize_from_slice(document.as_bytes());
            let read = read.map_err(|why| self.note(&collection, &document, &why.to_string())).ok();
            std::future::ready(Ok(read))
        });
        Ok(readable.boxed())
    }

    fn note(&self, collection: &str, document: &RawDocumentBuf, why: &str) {
        let id = document.get("_id").ok().flatten().map(|id| format!("{id:?}")).unwrap_or_default();
        let id = document.get_object_id("_id").map_or(id, |id| id.to_hex());
        let mut unreadable = self.unreadable.lock().unwrap_or_else(PoisonError::into_inner);
        unreadable.insert(format!("{collection} {id}"), why.to_owned());
    }

    /// Adds what could not be read.
    pub(super) fn tell(self, findings: &mut Findings) {
        for (document, why) in self.unreadable.into_inner().unwrap_or_else(PoisonError::into_inner) {
            findings.violation("document cannot be read", document, why);
        }
    }
}
