//! `POST /api/users/signin`: begins a session.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use common::error::{ApiError, Problem};
use common::http::{ClientAddress, CommonErrors, ThrottledErrors, ValidJson};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::AppState;
use super::body::UserBody;
use super::session::{Presented, set_cookie};
use crate::domain::{Email, Password};

/// Who wants to sign in. A field that is missing counts as empty, so that all that is wrong is told at once.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    #[serde(default)]
    #[validate(email(message = "must be an e-mail address"))]
    #[schema(required, value_type = String, format = Email, examples("ada@example.com"))]
    email: Email,
    // How long a password must be is for signing up to say: an account may be older than that rule.
    #[serde(default)]
    #[validate(length(min = 1, message = "must not be empty"))]
    #[schema(required, value_type = String, format = Password, min_length = 1, examples("a long secret"))]
    password: Password,
}

/// Begins a session.
#[utoipa::path(
    post,
    path = "/api/users/signin",
    tag = "users",
    request_body = Credentials,
    responses(
        (status = 200, description = "Signed in", body = UserBody,
            headers(("Set-Cookie" = String, description = "The session"))),
        (status = 400, description = "`invalid_credentials`, or the request is not valid"),
        (status = 403, body = Problem, content_type = "application/problem+json",
            description = "`suspended`: the password is right, and an admin has shut the account out"),
        ThrottledErrors,
        CommonErrors
    )
)]
pub async fn sign_in(
    State(state): State<AppState>,
    Presented(before): Presented,
    ClientAddress(from): ClientAddress,
    ValidJson(Credentials { email, password }): ValidJson<Credentials>,
) -> Result<impl IntoResponse, ApiError> {
    let issued = state.accounts.sign_in(email, password, from).await?;
    if let Some(claims) = before {
        state.accounts.end_session(claims.sid).await?;
    }
    let body = Json(UserBody::from(&issued));
    let cookie = set_cookie(state.cookie.with_token(issued.token));
    Ok((cookie, body))
}
