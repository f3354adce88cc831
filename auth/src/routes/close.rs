//! `DELETE /api/users/me`: closes the account.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use common::error::{ApiError, Problem};
use common::http::{ClientAddress, CommonErrors, ThrottledErrors, ValidJson};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::AppState;
use super::session::{SignedIn, set_cookie};
use crate::domain::Password;

/// Who really wants it knows the password.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    #[serde(default)]
    #[validate(length(min = 1, message = "must not be empty"))]
    #[schema(required, value_type = String, format = Password, min_length = 1, examples("a long secret"))]
    password: Password,
}

/// Closes the account of whoever is signed in, for good. All sessions end; address and password are erased, and the
/// address can be signed up with again. What is on sale is withdrawn moments later; who has reserved a ticket may still
/// buy it. Orders and payments stay, and name the id alone. A wrong password is 400
/// `invalid_credentials` and counts as it does at a sign-in.
#[utoipa::path(
    delete,
    path = "/api/users/me",
    tag = "users",
    security(("session" = [])),
    request_body = Closing,
    responses(
        (status = 204, description = "The account is closed",
            headers(("Set-Cookie" = String, description = "Takes the session away"))),
        (status = 401, description = "Nobody is signed in", body = Problem, content_type = "application/problem+json"),
        (status = 400, description = "`invalid_credentials`, or the request is not valid"),
        (status = 409, description = "`last_admin`: nobody else is an active admin"),
        ThrottledErrors,
        CommonErrors
    )
)]
pub async fn close_account(
    State(state): State<AppState>,
    SignedIn { user, .. }: SignedIn,
    ClientAddress(from): ClientAddress,
    ValidJson(Closing { password }): ValidJson<Closing>,
) -> Result<impl IntoResponse, ApiError> {
    state.accounts.close(&user, password, from).await?;
    Ok((StatusCode::NO_CONTENT, set_cookie(state.cookie.cleared())))
}
