//! A session on its way in and out of a request.

use std::convert::Infallible;
use std::fmt::Display;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, header};
use axum::response::AppendHeaders;
use common::auth::Claims;
use common::error::ApiError;

use super::AppState;
use crate::domain::{Session, User};

/// What a session's token says that we signed, even if it has expired or its session was ended: nobody
/// is signed in by it before [`Accounts::presence`](crate::accounts::Accounts::presence) has said so.
pub struct Presented(pub Option<Claims>);

impl FromRequestParts<AppState> for Presented {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self(state.verifier.signed_claims(&parts.headers)))
    }
}

/// Who is signed in, by the records and not by the token alone, so that an end counts here before it is told; 401 for
/// anyone else.
pub struct SignedIn {
    pub user: User,
    pub session: Session,
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let claims = state.verifier.claims(&parts.headers).ok_or(ApiError::Unauthenticated)?;
        let signed_in = state.accounts.signed_in(&claims).await?;
        let (user, session) = signed_in.ok_or(ApiError::Unauthenticated)?;
        Ok(Self { user, session })
    }
}

/// The header that gives the browser a cookie, or takes it away.
pub fn set_cookie(cookie: impl Display) -> AppendHeaders<[(HeaderName, String); 1]> {
    AppendHeaders([(header::SET_COOKIE, cookie.to_string())])
}
