//! `DELETE /api/users/sessions/{id}`: ends one of the user's sessions, here or elsewhere.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, IdPath};
use common::ids::SessionId;

use crate::routes::AppState;
use crate::routes::session::{SignedIn, set_cookie};

/// Ends one of the user's sessions. Ending it again changes nothing.
#[utoipa::path(
    delete,
    path = "/api/users/sessions/{id}",
    tag = "users",
    security(("session" = [])),
    params(("id" = SessionId, Path)),
    responses(
        (status = 204, description = "Ended",
            headers(("Set-Cookie" = Option<String>, description = "Takes the session away, if it is this one"))),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json",
            description = "the user has no such session"),
        CommonErrors
    )
)]
pub async fn end_session(
    State(state): State<AppState>,
    SignedIn { user, session }: SignedIn,
    IdPath(id): IdPath<SessionId>,
) -> Result<Response, ApiError> {
    // Whether another's session of that id exists is not for this user to know.
    if !state.accounts.sessions.is_of(id, user.id).await? {
        return Err(ApiError::NotFound("Session"));
    }
    state.accounts.end_session(id).await?;
    Ok(if id == session.id {
        (StatusCode::NO_CONTENT, set_cookie(state.cookie.cleared())).into_response()
    } else {
        StatusCode::NO_CONTENT.into_response()
    })
}
