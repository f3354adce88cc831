//! `POST /api/users/email-verification`: has a link sent that proves the address.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use common::error::{ApiError, Problem};
use common::http::{ClientAddress, CommonErrors, ThrottledErrors};

use crate::routes::AppState;
use crate::routes::body::Asked;
use crate::routes::session::SignedIn;

/// Has a link sent to the address of whoever is signed in, as signing up does; to a verified one, none. The link leads
/// to `/account/verify-email#token=…`, counts for 24 hours and once; a newer one takes its place.
#[utoipa::path(
    post,
    path = "/api/users/email-verification",
    tag = "users",
    security(("session" = [])),
    responses(
        (status = 202, description = "It will be sent, unless the address is verified", body = Asked),
        (status = 401, description = "Nobody is signed in", body = Problem, content_type = "application/problem+json"),
        ThrottledErrors,
        CommonErrors
    )
)]
pub async fn ask_for_verification(
    State(state): State<AppState>,
    SignedIn { user, .. }: SignedIn,
    ClientAddress(from): ClientAddress,
) -> Result<(StatusCode, Json<Asked>), ApiError> {
    state.accounts.ask_for_verification(&user, from).await?;
    Ok((StatusCode::ACCEPTED, Json(Asked {})))
}
