//! `POST /api/users/password-reset`: has a link to a new password sent.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use common::error::ApiError;
use common::http::{ClientAddress, CommonErrors, ThrottledErrors, ValidJson};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::domain::Email;
use crate::routes::AppState;
use crate::routes::body::Asked;

/// Whose password is forgotten.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ForgottenPassword {
    #[serde(default)]
    #[validate(
        email(message = "must be an e-mail address"),
        length(max = Email::MAX_CHARS, message = "must have at most 254 characters")
    )]
    #[schema(required, value_type = String, format = Email, max_length = 254, examples("ada@example.com"))]
    email: Email,
}

/// Has a link to a new password sent, if somebody has the address; the answer is the same if nobody has. The link
/// leads to `/account/reset-password#token=…`, counts for an hour and once; a newer one takes its place.
#[utoipa::path(
    post,
    path = "/api/users/password-reset",
    tag = "users",
    request_body = ForgottenPassword,
    responses(
        (status = 202, description = "It will be sent to who has the address", body = Asked),
        ThrottledErrors,
        CommonErrors
    )
)]
pub async fn ask_for_reset(
    State(state): State<AppState>,
    ClientAddress(from): ClientAddress,
    ValidJson(ForgottenPassword { email }): ValidJson<ForgottenPassword>,
) -> Result<(StatusCode, Json<Asked>), ApiError> {
    state.accounts.ask_for_reset(email, from).await?;
    Ok((StatusCode::ACCEPTED, Json(Asked {})))
}
