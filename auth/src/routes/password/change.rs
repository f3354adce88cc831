//! `POST /api/users/password`: another password, for who knows the current one.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use common::error::{ApiError, Problem};
use common::http::{ClientAddress, CommonErrors, ThrottledErrors, ValidJson};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::domain::{Password, not_common};
use crate::routes::AppState;
use crate::routes::body::UserBody;
use crate::routes::session::{SignedIn, set_cookie};

/// The password that there is and the one that shall be. A field that is missing counts as empty, so that all that
/// is wrong is told at once.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PasswordChange {
    #[serde(default)]
    #[validate(length(min = 1, message = "must not be empty"))]
    #[schema(required, value_type = String, format = Password, min_length = 1, examples("a long secret"))]
    current_password: Password,
    /// Any characters; space counts. One of those that everybody takes is refused.
    #[serde(default)]
    #[validate(
        length(min = Password::MIN_CHARS, max = Password::MAX_CHARS, message = "must have 8 to 128 characters"),
        custom(function = not_common)
    )]
    #[schema(required, value_type = String, format = Password, min_length = 8, max_length = 128, examples("a longer secret"))]
    new_password: Password,
}

/// Changes the password. All other sessions end; this one goes on under another cookie. A wrong current password is
/// 400 `invalid_credentials` and counts as it does at a sign-in.
#[utoipa::path(
    post,
    path = "/api/users/password",
    tag = "users",
    security(("session" = [])),
    request_body = PasswordChange,
    responses(
        (status = 200, description = "The password is changed", body = UserBody,
            headers(("Set-Cookie" = String, description = "The session"))),
        (status = 401, description = "Nobody is signed in", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`suspended`: the account was shut out as its password changed"),
        (status = 400, description = "`invalid_credentials`, or the request is not valid"),
        ThrottledErrors,
        CommonErrors
    )
)]
pub async fn change_password(
    State(state): State<AppState>,
    SignedIn { user, .. }: SignedIn,
    ClientAddress(from): ClientAddress,
    ValidJson(PasswordChange { current_password, new_password }): ValidJson<PasswordChange>,
) -> Result<impl IntoResponse, ApiError> {
    let issued = state.accounts.change_password(&user, current_password, new_password, from).await?;
    let body = Json(UserBody::from(&issued));
    Ok((set_cookie(state.cookie.with_token(issued.token)), body))
}
