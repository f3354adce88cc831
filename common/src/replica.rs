//! Replicas: what a service knows of another's aggregates. An event is applied unless what is here is
//! newer, so that events may come twice, late and out of order.

use bson::{Bson, Document, doc};
use mongodb::{Collection, Database};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::mongo::{DbError, to_document};

/// A copy of another service's aggregate, with its id and version.
pub trait Replica: Serialize + DeserializeOwned + Send + Sync + 'static {
    const COLLECTION: &'static str;
    type Id: Into<Bson> + Copy + Send + Sync;

    fn id(&self) -> Self::Id;
    fn version(&self) -> i64;
}

/// A service's copies of one kind.
#[derive(Clone)]
pub struct Replicas<T: Replica> {
    documents: Collection<Document>,
    kind: std::marker::PhantomData<fn() -> T>,
}

impl<T: Replica> Replicas<T> {
    pub fn new(database: &Database) -> Self {
        Self { documents: database.collection(T::COLLECTION), kind: std::marker::PhantomData }
    }

    /// The collection, for queries and indexes.
    pub fn collection(&self) -> Collection<T> {
        self.documents.clone_with_type()
    }

    pub async fn get(&self, id: T::Id) -> Result<Option<T>, DbError> {
        Ok(self.collection().find_one(doc! { "_id": id.into() }).await?)
    }

    /// Takes over `state` unless what is here is newer. The same version again has the same effect.
    pub async fn apply(&self, state: &T) -> Result<(), DbError> {
        let mut fields = to_document(state)?;
        fields.remove("_id");
        let older = doc! { "_id": state.id().into(), "version": { "$lte": state.version() } };
        let update = doc! { "$set": fields };
        let applied = self.documents.update_one(older.clone(), update.clone()).upsert(true).await;
        match applied.map_err(DbError::from) {
            Ok(_) => Ok(()),
            // There is one beside which the upsert tried to insert: newer, or inserted by another at the
            // same moment and perhaps older. Replicas are not deleted, so an update is enough now.
            Err(DbError::Duplicate(_)) => {
                self.documents.update_one(older, update).await?;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}
