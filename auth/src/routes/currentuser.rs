//! `GET /api/users/currentuser`: who is signed in. Renews the session's token when it is time to.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use common::auth::{Claims, Role};
use common::error::ApiError;
use common::http::CommonErrors;
use common::ids::UserId;
use serde::Serialize;
use utoipa::ToSchema;

use super::AppState;
use super::session::{Presented, set_cookie};
use crate::accounts::{Issued, Presence};

/// Who is signed in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CurrentUserBody {
    /// `null` for anyone else.
    #[schema(required)]
    current_user: Option<SignedInUser>,
}

/// A user who is signed in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignedInUser {
    id: UserId,
    #[schema(examples("ada@example.com"))]
    email: String,
    role: Role,
    /// Whether the user has opened the link that was sent to the address.
    email_verified: bool,
    /// When the session's token was issued, in seconds since the Unix epoch.
    #[schema(examples(1_790_000_000))]
    iat: i64,
}

fn signed_in(claims: Claims, email_verified: bool) -> Json<CurrentUserBody> {
    let user = SignedInUser {
        id: claims.sub,
        email: claims.email,
        role: claims.role,
        email_verified,
        iat: claims.iat,
    };
    Json(CurrentUserBody { current_user: Some(user) })
}

fn nobody() -> Json<CurrentUserBody> {
    Json(CurrentUserBody { current_user: None })
}

/// Who is signed in. Nobody is no error, and neither is a cookie that does not count.
#[utoipa::path(
    get,
    path = "/api/users/currentuser",
    tag = "users",
    responses(
        (status = 200, description = "Who is signed in", body = CurrentUserBody,
            headers(("Set-Cookie" = Option<String>, description = "The session with its token renewed, \
                or taken away because it was ended"))),
        CommonErrors
    )
)]
pub async fn current_user(
    State(state): State<AppState>,
    Presented(session): Presented,
) -> Result<Response, ApiError> {
    let Some(claims) = session else { return Ok(nobody().into_response()) };
    Ok(match state.accounts.presence(claims).await? {
        Presence::Present { claims, email_verified } => signed_in(claims, email_verified).into_response(),
        Presence::Renewed(Issued { claims, token, email_verified }) => {
            let cookie = set_cookie(state.cookie.with_token(token));
            (cookie, signed_in(claims, email_verified)).into_response()
        }
        Presence::Ended => (set_cookie(state.cookie.cleared()), nobody()).into_response(),
    })
}
