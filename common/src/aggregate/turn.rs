//! Changes that look at other aggregates before they are stored, and must not be overtaken by their like.

use std::time::Duration;

use bson::{Document, doc};
use mongodb::error::{Error, TRANSIENT_TRANSACTION_ERROR, UNKNOWN_TRANSACTION_COMMIT_RESULT};
use mongodb::options::ReadConcern;
use mongodb::{ClientSession, Collection};

use super::{Aggregate, Aggregates, MAX_ATTEMPTS};
use crate::audit::Act;
use crate::mongo::DbError;

/// Who found another in the middle of a turn comes back after this; a turn is a few round trips.
const BUSY: Duration = Duration::from_millis(5);

/// How one attempt at a turn ended.
enum Turn<T> {
    Stored(T),
    /// Nothing was to be stored.
    Left(Option<T>),
    /// Another one wrote what this one wanted to write.
    Lost,
}

impl<T> Turn<T> {
    fn state(self) -> Option<T> {
        match self {
            Self::Stored(state) => Some(state),
            Self::Left(state) => state,
            Self::Lost => None,
        }
    }
}

impl<T: Aggregate> Aggregates<T> {
    /// The same as [`change`](Self::change), one at a time over all aggregates of this kind. `next` is told how many
    /// beside this one fit `others`, and that is still so when what it decides by it is stored.
    ///
    /// A turn is a transaction that begins by writing to a document that all turns write to: of two at the same
    /// time one is aborted and begins again, and then sees what the other one did. If a process dies in its turn,
    /// MongoDB ends that after a minute, and only other turns and writes to the one aggregate wait for it. So
    /// this is for what is rare; everything else is one document and one write.
    pub async fn change_in_turn<E: From<DbError>>(
        &self,
        id: T::Id,
        others: &Document,
        next: impl Fn(&T, u64) -> Result<Option<T>, E>,
    ) -> Result<Option<T>, E> {
        self.follow_in_turn(id, None, others, next).await
    }

    /// The same as [`act`](Self::act), in turn.
    pub async fn act_in_turn<E: From<DbError>>(
        &self,
        id: T::Id,
        act: &Act,
        others: &Document,
        next: impl Fn(&T, u64) -> Result<Option<T>, E>,
    ) -> Result<Option<T>, E> {
        self.follow_in_turn(id, Some(act), others, next).await
    }

    async fn follow_in_turn<E: From<DbError>>(
        &self,
        id: T::Id,
        act: Option<&Act>,
        others: &Document,
        next: impl Fn(&T, u64) -> Result<Option<T>, E>,
    ) -> Result<Option<T>, E> {
        let mut session = self.documents.client().start_session().await.map_err(DbError::from)?;
        for _ in 0..MAX_ATTEMPTS {
            let turn = self.turn(id, act, others, &next, &mut session).await;
            if matches!(turn, Ok(Turn::Stored(_))) {
                return turn.map(Turn::state);
            }
            // It may be aborted already; if this does not reach the server, it is before long.
            let _ = session.abort_transaction().await;
            match turn? {
                Turn::Lost => tokio::time::sleep(BUSY).await,
                over => return Ok(over.state()),
            }
        }
        Err(DbError::Contention.into())
    }

    async fn turn<E: From<DbError>>(
        &self,
        id: T::Id,
        act: Option<&Act>,
        others: &Document,
        next: &impl Fn(&T, u64) -> Result<Option<T>, E>,
        session: &mut ClientSession,
    ) -> Result<Turn<T>, E> {
        let begin = session.start_transaction().read_concern(ReadConcern::snapshot());
        begin.await.map_err(DbError::from)?;
        let mine = doc! { "$inc": { "turns": 1_i64 } };
        let turns = self.turns();
        let taken = turns.update_one(doc! { "_id": T::COLLECTION }, mine).upsert(true);
        if unless_lost(taken.session(&mut *session).await)?.is_none() {
            return Ok(Turn::Lost);
        }
        let found = self.collection().find_one(doc! { "_id": id.into() }).session(&mut *session).await;
        let Some(found) = unless_lost(found)? else { return Ok(Turn::Lost) };
        let Some(state) = found else { return Ok(Turn::Left(None)) };
        let beside = doc! { "$and": [others, { "_id": { "$ne": id.into() } }] };
        let counted = self.documents.count_documents(beside).session(&mut *session).await;
        let Some(count) = unless_lost(counted)? else { return Ok(Turn::Lost) };
        let Some(changed) = next(&state, count)? else { return Ok(Turn::Left(Some(state))) };
        let change = self.next_version(&changed, act)?;
        let written = self.write(&change).session(&mut *session).await;
        let Some(Some(before)) = unless_lost(written)? else { return Ok(Turn::Lost) };
        if commit(session).await?.is_none() {
            return Ok(Turn::Lost);
        }
        self.was_written(change, Some(&before));
        changed.stored();
        Ok(Turn::Stored(changed))
    }

    fn turns(&self) -> Collection<Document> {
        let database = self.documents.client().database(&self.documents.namespace().db);
        database.collection("turns")
    }
}

/// `None` when another transaction was quicker and this one is over.
fn unless_lost<R>(result: Result<R, Error>) -> Result<Option<R>, DbError> {
    match result {
        Ok(done) => Ok(Some(done)),
        Err(error) if error.contains_label(TRANSIENT_TRANSACTION_ERROR) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Until it is certain; to commit again what was committed has no effect.
async fn commit(session: &mut ClientSession) -> Result<Option<()>, DbError> {
    for _ in 1..MAX_ATTEMPTS {
        match session.commit_transaction().await {
            Err(error) if error.contains_label(UNKNOWN_TRANSACTION_COMMIT_RESULT) => {
                tokio::time::sleep(BUSY).await;
            }
            result => return unless_lost(result),
        }
    }
    unless_lost(session.commit_transaction().await)
}
