//! The audit log: what admins did to which aggregate, when and why. An act stands in the aggregate's own
//! document, in the array `acts` beside the state, and comes there in the write that makes the new state:
//! neither is ever there without the other. Ordinary changes leave the array alone, and nothing removes
//! from it.

use std::borrow::Cow;
use std::time::Duration;

use bson::oid::ObjectId;
use bson::{Document, doc};
use futures::TryStreamExt;
use mongodb::options::{Hint, IndexOptions};
use mongodb::{Collection, IndexModel};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidationError};

use crate::auth::Admin;
use crate::clock::Timestamp;
use crate::http::{Cursor, Page, PageSize};
use crate::ids::{ActId, UserId};
use crate::mongo::{DbError, from_document, to_document};

/// What an admin is about to do, and why.
#[derive(Clone, Debug)]
pub struct Act {
    admin: ActingAdmin,
    act: &'static str,
    reason: Reason,
    detail: Option<String>,
}

impl Act {
    /// `act` is a dotted word, of the kind of aggregate and of what is done to it: `ticket.taken_down`.
    pub fn new(Admin(admin): &Admin, act: &'static str, reason: Reason) -> Self {
        let admin = ActingAdmin { id: admin.id, email: admin.email.clone() };
        Self { admin, act, reason, detail: None }
    }

    /// The same, with what the word does not say.
    #[must_use]
    pub fn with_detail(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }
}

/// Why an admin does something: 1 to 500 characters, the space around them not counted.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(from = "String", into = "String")]
#[schema(value_type = String, min_length = 1, max_length = 500)]
pub struct Reason(String);

impl Reason {
    const MAX_CHARS: usize = 500;

    /// For `#[validate(custom(function = "Reason::check"))]` over a field with `#[serde(default)]`.
    pub fn check(&self) -> Result<(), ValidationError> {
        let refuse = |why: &'static str| Err(ValidationError::new("reason").with_message(Cow::from(why)));
        match self.0.chars().count() {
            0 => refuse("is required"),
            1..=Self::MAX_CHARS => Ok(()),
            _ => refuse("must have at most 500 characters"),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Reason {
    fn from(text: String) -> Self {
        Self(text.trim().to_owned())
    }
}

impl From<Reason> for String {
    fn from(Reason(text): Reason) -> Self {
        text
    }
}

/// The body of an act that needs no more than its reason.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonBody {
    #[serde(default)]
    #[validate(custom(function = "Reason::check"))]
    #[schema(required)]
    pub reason: Reason,
}

/// An entry of the audit log.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Entry {
    pub id: ActId,
    pub at: Timestamp,
    pub admin: ActingAdmin,
    /// A dotted word, such as `ticket.taken_down`.
    pub act: String,
    /// The id of what it was done to.
    pub subject: String,
    pub reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// Who did it, by the address of that time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ActingAdmin {
    pub id: UserId,
    pub email: String,
}

/// An entry as an aggregate's document has it.
#[derive(Debug, Serialize, Deserialize)]
struct Noted {
    id: ActId,
    at: Timestamp,
    admin: ActingAdmin,
    act: String,
    reason: String,
    detail: Option<String>,
}

/// Which page of the audit log.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// 1 to 100, 50 when left out.
    #[serde(default)]
    #[param(value_type = Option<usize>, minimum = 1, maximum = 100)]
    pub limit: PageSize,
    /// The cursor of the `Link` header of the page before.
    #[param(value_type = Option<String>)]
    pub after: Option<Cursor<Position>>,
}

/// An entry's place in the log.
pub type Position = (Timestamp, ActId);

/// The log is read by people, a page at a time. A page looks at every aggregate that was ever acted on.
const MAX_TIME: Duration = Duration::from_secs(5);

const ACTED_ON: &str = "acted_on";

pub(crate) fn index() -> IndexModel {
    let options = IndexOptions::builder().name(ACTED_ON.to_owned()).sparse(true).build();
    IndexModel::builder().keys(doc! { "acts.at": 1 }).options(options).build()
}

/// Adds an entry to an update.
pub(crate) fn append(update: &mut Document, act: &Act, now: Timestamp) -> Result<(), DbError> {
    let noted = Noted {
        id: ActId::new(),
        at: now,
        admin: act.admin.clone(),
        act: act.act.to_owned(),
        reason: act.reason.as_str().to_owned(),
        detail: act.detail.clone(),
    };
    let mut pushed = update.get_document("$push").cloned().unwrap_or_default();
    pushed.insert("acts", to_document(&noted)?);
    update.insert("$push", pushed);
    Ok(())
}

/// A page of what the documents' arrays hold together, newest first.
pub(crate) async fn page(
    documents: &Collection<Document>,
    size: PageSize,
    after: Option<Cursor<Position>>,
) -> Result<Page<Entry>, DbError> {
    let acted_on = match &after {
        Some(Cursor((at, _))) => doc! { "acts.at": { "$lte": *at } },
        None => doc! { "acts.at": { "$exists": true } },
    };
    let mut stages =
        vec![doc! { "$match": acted_on }, doc! { "$project": { "acts": 1 } }, doc! { "$unwind": "$acts" }];
    if let Some(Cursor((at, id))) = after {
        let older = doc! { "acts.at": { "$lt": at } };
        stages.push(doc! { "$match": { "$or": [older, { "acts.at": at, "acts.id": { "$lt": id } }] } });
    }
    stages.push(doc! { "$sort": { "acts.at": -1, "acts.id": -1 } });
    stages.push(doc! { "$limit": i64::try_from(size.get()).unwrap_or(i64::MAX).saturating_add(1) });
    let found = documents.aggregate(stages).hint(Hint::Name(ACTED_ON.to_owned())).max_time(MAX_TIME).await?;
    let entries = found.map_err(DbError::from).and_then(|document| async move { entry(&document) });
    let entries = entries.try_collect().await?;
    Ok(Page::new(entries, size, |entry: &Entry| (entry.at, entry.id)))
}

fn entry(document: &Document) -> Result<Entry, DbError> {
    #[derive(Deserialize)]
    struct Unwound {
        #[serde(rename = "_id")]
        subject: ObjectId,
        acts: Noted,
    }
    let Unwound { subject, acts } = from_document(document)?;
    let Noted { id, at, admin, act, reason, detail } = acts;
    Ok(Entry { id, at, admin, act, subject: subject.to_hex(), reason, detail })
}
