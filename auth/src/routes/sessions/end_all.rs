//! `DELETE /api/users/sessions`: signs the user out everywhere.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use common::error::{ApiError, Problem};
use common::http::CommonErrors;

use crate::routes::AppState;
use crate::routes::session::{SignedIn, set_cookie};

/// Ends all of the user's sessions, this one too.
#[utoipa::path(
    delete,
    path = "/api/users/sessions",
    tag = "users",
    security(("session" = [])),
    responses(
        (status = 204, description = "Signed out everywhere",
            headers(("Set-Cookie" = String, description = "Takes the session away"))),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        CommonErrors
    )
)]
pub async fn end_sessions(
    State(state): State<AppState>,
    SignedIn { user, .. }: SignedIn,
) -> Result<impl IntoResponse, ApiError> {
    state.accounts.end_sessions_of(user.id).await?;
    Ok((StatusCode::NO_CONTENT, set_cookie(state.cookie.cleared())))
}
