//! `POST /api/users/signout`: ends the session, if there is one.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use common::error::ApiError;
use common::http::CommonErrors;
use serde::Serialize;
use utoipa::ToSchema;

use super::AppState;
use super::session::{Presented, set_cookie};

/// Nothing is left to say.
#[derive(Serialize, ToSchema)]
pub struct SignedOut {}

/// Ends the session, if there is one.
#[utoipa::path(
    post,
    path = "/api/users/signout",
    tag = "users",
    responses(
        (status = 200, description = "Signed out", body = SignedOut,
            headers(("Set-Cookie" = String, description = "Takes the session away"))),
        CommonErrors
    )
)]
pub async fn sign_out(
    State(state): State<AppState>,
    Presented(session): Presented,
) -> Result<impl IntoResponse, ApiError> {
    if let Some(claims) = session {
        state.accounts.end_session(claims.sid).await?;
    }
    Ok((set_cookie(state.cookie.cleared()), Json(SignedOut {})))
}
