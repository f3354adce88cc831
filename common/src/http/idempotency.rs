//! `Idempotency-Key`: a request that makes something may be sent again, and makes it once. Follows the
//! draft <https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/>.
//!
//! Before the handler runs, a record of the key decides the id of what the request will make. So the
//! effect and the memory of it are one write: whoever executes the request again after a crash, or at the
//! same time after a lease has ended, finds what was made under that id, or makes it once more in vain.
//! Afterwards the record keeps the answer.

mod documented;
mod records;

use aws_lc_rs::digest::{SHA256, digest};
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bson::oid::ObjectId;
use mongodb::Database;

pub use documented::{IdempotencyErrors, IdempotencyKey};
use records::{Answer, Begun, Records, Turn};

use super::extract::unreadable_body;
use crate::aggregate::{Aggregate, Aggregates};
use crate::auth::{CurrentUser, SessionVerifier};
use crate::clock::Clock;
use crate::crash;
use crate::error::{ApiError, chain};
use crate::ids::UserId;
use crate::mongo::DbError;

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
const MAX_KEY_CHARS: usize = 255;
/// A larger answer is not kept; the request is executed again, and finds what it made.
const MAX_KEPT_BYTES: u64 = 64 * 1024;
/// What an answer is without, it does not need. A cookie is never kept.
const KEPT_HEADERS: [HeaderName; 2] = [header::CONTENT_TYPE, header::LOCATION];

/// Remembers the keys of requests, in the service's own database.
#[derive(Clone)]
pub struct Idempotency {
    records: Records,
    callers: Callers,
}

/// Whose keys these are, and what may be kept of their requests.
#[derive(Clone)]
enum Callers {
    /// A key is the user's own. The answer is kept.
    Users(SessionVerifier),
    /// Nobody is signed in yet. Neither the answer nor anything of the body is kept, for they are secrets:
    /// the handler itself must see whether a request is the same.
    Strangers,
}

impl Idempotency {
    /// For what signed-in users ask.
    pub fn of_users(database: &Database, clock: Clock, sessions: SessionVerifier) -> Self {
        Self { records: Records::new(database, clock), callers: Callers::Users(sessions) }
    }

    /// For requests of nobody yet, with secrets in them: signing up.
    pub fn of_strangers(database: &Database, clock: Clock) -> Self {
        Self { records: Records::new(database, clock), callers: Callers::Strangers }
    }

    pub async fn ensure_indexes(&self) -> Result<(), DbError> {
        self.records.ensure_indexes().await
    }

    async fn answer(&self, request: Request, next: Next) -> Result<Response, ApiError> {
        let (mut parts, body) = request.into_parts();
        let owner = match &self.callers {
            Callers::Strangers => None,
            Callers::Users(sessions) => match CurrentUser::from_request_parts(&mut parts, sessions).await {
                Ok(user) => Some(user.id),
                // The handler says so.
                Err(_) => return Ok(next.run(Request::from_parts(parts, body)).await),
            },
        };
        let record = record_id(owner, &parts, IdempotencyKey::of(&parts.headers)?);
        let body = Bytes::from_request(Request::from_parts(parts.clone(), body), &());
        let body = body.await.map_err(unreadable_body)?;
        let fingerprint = owner.map(|_| fingerprint(&parts, &body));
        let turn = match self.records.begin(&record, owner, fingerprint).await? {
            Begun::Ours(turn) => turn,
            Begun::Answered(answer) => return Ok(replay(answer)),
            Begun::InUse => {
                let message = "A request with this Idempotency-Key is under way, try again";
                return Err(ApiError::Conflict { code: "idempotency_key_in_use", message });
            }
            Begun::Reused => return Err(ApiError::idempotency_key_reused()),
            Begun::TooMany(retry_after) => return Err(ApiError::TooManyRequests { retry_after }),
        };
        let mut request = Request::from_parts(parts, Body::from(body));
        request.extensions_mut().insert(Subject { id: turn.subject, again: turn.again });
        let response = next.run(request).await;
        crash::point("before_remembering");
        Ok(self.remember(&turn, response).await)
    }

    /// Keeps what the answer decided. Whether that succeeds is not the caller's business: what was made is
    /// found again by its id.
    async fn remember(&self, turn: &Turn, response: Response) -> Response {
        let (mut parts, body) = response.into_parts();
        if turn.again && parts.status.is_success() {
            parts.headers.insert(REPLAYED, HeaderValue::from_static("true"));
        }
        let small = body.size_hint().exact().is_some_and(|size| size <= MAX_KEPT_BYTES);
        let decided = Decided::by(parts.status);
        let kept = matches!(self.callers, Callers::Users(_)) && decided == Decided::Finally && small;
        if !kept {
            let ended = match decided {
                Decided::Nothing if !turn.again => self.records.forget(turn).await,
                _ => self.records.release(turn).await,
            };
            ended.unwrap_or_else(|error| warn(&error));
            return Response::from_parts(parts, body);
        }
        let body = match to_bytes(body, usize::MAX).await {
            Ok(body) => body,
            Err(error) => return ApiError::internal(error).into_response(),
        };
        if let Ok(text) = std::str::from_utf8(&body) {
            let answer = Answer {
                status: parts.status.as_u16(),
                headers: kept_headers(&parts.headers),
                body: text.to_owned(),
            };
            self.records.remember(turn, &answer).await.unwrap_or_else(|error| warn(&error));
        }
        Response::from_parts(parts, Body::from(body))
    }
}

/// The layer: `.layer(from_fn_with_state(idempotency, idempotent))` around a route. Only a POST with the
/// header is its business.
pub async fn idempotent(State(idempotency): State<Idempotency>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || !request.headers().contains_key(KEY) {
        return next.run(request).await;
    }
    idempotency.answer(request, next).await.unwrap_or_else(IntoResponse::into_response)
}

/// What a request decided.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Decided {
    /// The same request has the same answer from now on.
    Finally,
    /// It is under way still, or nobody knows: who asks again is told how it stands.
    NotYet,
    /// It was not begun: judged anew, even with another body.
    Nothing,
}

impl Decided {
    fn by(status: StatusCode) -> Self {
        match status {
            StatusCode::ACCEPTED => Self::NotYet,
            StatusCode::PAYMENT_REQUIRED | StatusCode::CONFLICT => Self::Finally,
            status if status.is_success() => Self::Finally,
            // What is not there yet may be there in a moment, and who is refused for haste may try later.
            status if status.is_client_error() => Self::Nothing,
            _ => Self::NotYet,
        }
    }
}

impl IdempotencyKey {
    /// The key of a request that must have one: visible ASCII, at most 255 characters, once. Anything else is 400.
    pub fn of(headers: &HeaderMap) -> Result<&str, ApiError> {
        let mut keys = headers.get_all(KEY).iter();
        let key = keys.next().filter(|_| keys.next().is_none()).and_then(|key| key.to_str().ok());
        let is_key = |key: &&str| {
            (1..=MAX_KEY_CHARS).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
        };
        key.filter(is_key).ok_or_else(|| {
            ApiError::bad_request("Idempotency-Key must be 1 to 255 visible ASCII characters, once")
        })
    }
}

/// One for each user, route and key. The key itself is not stored.
fn record_id(owner: Option<UserId>, parts: &Parts, key: &str) -> String {
    let owner = owner.map(|owner| owner.to_string()).unwrap_or_default();
    hash(&[owner.as_bytes(), parts.uri.path().as_bytes(), key.as_bytes()])
}

fn fingerprint(parts: &Parts, body: &Bytes) -> String {
    let query = parts.uri.query().unwrap_or_default();
    hash(&[parts.method.as_str().as_bytes(), parts.uri.path().as_bytes(), query.as_bytes(), body])
}

fn hash(parts: &[&[u8]]) -> String {
    let mut text = Vec::new();
    for part in parts {
        // With its length, so that no two lists of parts are one text.
        text.extend_from_slice(&part.len().to_be_bytes());
        text.extend_from_slice(part);
    }
    digest(&SHA256, &text).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn kept_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |name: &HeaderName| Some((name.to_string(), headers.get(name)?.to_str().ok()?.to_owned()));
    KEPT_HEADERS.iter().filter_map(text).collect()
}

fn replay(answer: Answer) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    response
}

fn warn(error: &DbError) {
    tracing::warn!(error = chain(error), "an answer was not remembered");
}

#[derive(Clone, Copy)]
struct Subject {
    id: ObjectId,
    again: bool,
}

/// The id of what a request makes: the same whenever a request with an `Idempotency-Key` is executed, and
/// otherwise a new one.
#[derive(Clone, Copy, Debug)]
pub struct NewId<T> {
    pub id: T,
    /// The request was executed before, and may have made it.
    pub again: bool,
}

impl<T> NewId<T> {
    /// What the same request made before.
    pub async fn made<A: Aggregate<Id = T>>(&self, all: &Aggregates<A>) -> Result<Option<A>, DbError>
    where
        T: Copy,
    {
        if self.again { all.get(self.id).await } else { Ok(None) }
    }
}

impl<S: Send + Sync, T: From<ObjectId>> FromRequestParts<S> for NewId<T> {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let subject = parts.extensions.get::<Subject>().copied();
        let subject = subject.unwrap_or_else(|| Subject { id: ObjectId::new(), again: false });
        Ok(Self { id: subject.id.into(), again: subject.again })
    }
}
