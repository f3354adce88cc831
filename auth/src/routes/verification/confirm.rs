//! `POST /api/users/email-verification/confirm`: the proof of an address.

use axum::extract::State;
use axum::http::StatusCode;
use common::error::ApiError;
use common::http::{CommonErrors, ValidJson};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::domain::TokenText;
use crate::routes::AppState;

/// A link's token.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProofOfAddress {
    /// What stands behind `#token=` in the link.
    #[serde(default)]
    #[schema(required, value_type = String)]
    token: TokenText,
}

/// Verifies an address by a link's token; nobody has to be signed in. A token that was used, replaced, is too old or was
/// never one is 400 `invalid_token`.
#[utoipa::path(
    post,
    path = "/api/users/email-verification/confirm",
    tag = "users",
    request_body = ProofOfAddress,
    responses(
        (status = 204, description = "The address is verified"),
        (status = 400, description = "`invalid_token`, or the request is not valid"),
        CommonErrors
    )
)]
pub async fn confirm_verification(
    State(state): State<AppState>,
    ValidJson(ProofOfAddress { token }): ValidJson<ProofOfAddress>,
) -> Result<StatusCode, ApiError> {
    state.accounts.verify_email(token.token()).await?;
    Ok(StatusCode::NO_CONTENT)
}
