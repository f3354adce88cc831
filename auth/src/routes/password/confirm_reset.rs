//! `POST /api/users/password-reset/confirm`: another password, for who has the link.

use axum::extract::State;
use axum::http::StatusCode;
use common::error::ApiError;
use common::http::{CommonErrors, ValidJson};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::domain::{Password, TokenText, not_common};
use crate::routes::AppState;

/// A link's token, and the password that shall be.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// What stands behind `#token=` in the link.
    #[serde(default)]
    #[schema(required, value_type = String)]
    token: TokenText,
    /// Any characters; space counts. One of those that everybody takes is refused.
    #[serde(default)]
    #[validate(
        length(min = Password::MIN_CHARS, max = Password::MAX_CHARS, message = "must have 8 to 128 characters"),
        custom(function = not_common)
    )]
    #[schema(required, value_type = String, format = Password, min_length = 8, max_length = 128, examples("a long secret"))]
    password: Password,
}

/// Sets a new password by a link's token. All sessions end, and the address counts as verified. A token that was used,
/// replaced, is too old or was never one is 400 `invalid_token`.
#[utoipa::path(
    post,
    path = "/api/users/password-reset/confirm",
    tag = "users",
    request_body = NewPassword,
    responses(
        (status = 204, description = "The password is set"),
        (status = 400, description = "`invalid_token`, or the request is not valid"),
        CommonErrors
    )
)]
pub async fn confirm_reset(
    State(state): State<AppState>,
    ValidJson(NewPassword { token, password }): ValidJson<NewPassword>,
) -> Result<StatusCode, ApiError> {
    state.accounts.reset_password(token.token(), password).await?;
    Ok(StatusCode::NO_CONTENT)
}
