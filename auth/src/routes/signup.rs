//! `POST /api/users/signup`: opens an account and signs its owner in.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use common::error::{ApiError, Problem};
use common::http::{
    ClientAddress, CommonErrors, IdempotencyErrors, IdempotencyKey, NewId, ThrottledErrors, ValidJson,
};
use common::ids::UserId;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::AppState;
use super::body::UserBody;
use super::session::{Presented, set_cookie};
use crate::domain::{Email, Password, not_common};

/// A new account. A field that is missing counts as empty, so that all that is wrong is told at once.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// One account has it, however its letters are written.
    #[serde(default)]
    #[validate(
        email(message = "must be an e-mail address"),
        length(max = Email::MAX_CHARS, message = "must have at most 254 characters")
    )]
    #[schema(required, value_type = String, format = Email, max_length = 254, examples("ada@example.com"))]
    email: Email,
    /// Any characters; space counts. One of those that everybody takes is refused.
    #[serde(default)]
    #[validate(
        length(min = Password::MIN_CHARS, max = Password::MAX_CHARS, message = "must have 8 to 128 characters"),
        custom(function = not_common)
    )]
    #[schema(required, value_type = String, format = Password, min_length = 8, max_length = 128, examples("a long secret"))]
    password: Password,
}

/// Opens an account and signs its owner in.
#[utoipa::path(
    post,
    path = "/api/users/signup",
    tag = "users",
    request_body = NewAccount,
    params(IdempotencyKey),
    responses(
        (status = 201, description = "The account is open", body = UserBody,
            headers(("Set-Cookie" = String, description = "The session"))),
        (status = 403, description = "`suspended`: the same request opened the account, which is shut out by now"),
        (status = 409, description = "`email_in_use` or `idempotency_key_in_use`", body = Problem, content_type = "application/problem+json"),
        IdempotencyErrors,
        ThrottledErrors,
        CommonErrors
    )
)]
pub async fn sign_up(
    State(state): State<AppState>,
    Presented(before): Presented,
    ClientAddress(from): ClientAddress,
    new: NewId<UserId>,
    ValidJson(NewAccount { email, password }): ValidJson<NewAccount>,
) -> Result<impl IntoResponse, ApiError> {
    let issued = state.accounts.sign_up(new, email, password, from).await?;
    if let Some(claims) = before {
        state.accounts.end_session(claims.sid).await?;
    }
    let body = Json(UserBody::from(&issued));
    let cookie = set_cookie(state.cookie.with_token(issued.token));
    Ok((StatusCode::CREATED, cookie, body))
}
