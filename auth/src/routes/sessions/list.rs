//! `GET /api/users/sessions`: where the user is signed in.

use axum::Json;
use axum::extract::State;
use common::clock::Timestamp;
use common::error::{ApiError, Problem};
use common::http::CommonErrors;
use common::ids::SessionId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::Session;
use crate::routes::AppState;
use crate::routes::session::SignedIn;

/// A sign-in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionBody {
    id: SessionId,
    /// Whether it is the one that asks.
    current: bool,
    created_at: Timestamp,
    /// When its token was renewed last, which happens every few minutes while it is used.
    last_seen_at: Timestamp,
    /// When it ends if nobody uses it.
    expires_at: Timestamp,
}

impl SessionBody {
    fn new(session: Session, current: SessionId) -> Self {
        Self {
            id: session.id,
            current: session.id == current,
            created_at: session.created_at,
            last_seen_at: session.last_seen_at,
            expires_at: session.expires_at,
        }
    }
}

/// Where the user is signed in, newest first; at most 100.
#[utoipa::path(
    get,
    path = "/api/users/sessions",
    tag = "users",
    security(("session" = [])),
    responses(
        (status = 200, description = "The sessions that live", body = Vec<SessionBody>),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        CommonErrors
    )
)]
pub async fn list_sessions(
    State(state): State<AppState>,
    SignedIn { user, session }: SignedIn,
) -> Result<Json<Vec<SessionBody>>, ApiError> {
    let sessions = state.accounts.sessions.of(&user).await?;
    Ok(Json(sessions.into_iter().map(|one| SessionBody::new(one, session.id)).collect()))
}
