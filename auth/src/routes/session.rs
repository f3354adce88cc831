//! A session on its way in and out of a request.

use std::convert::Infallible;
use std::fmt::Display;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, header};
use axum::response::AppendHeaders;
use common::auth::Claims;

use super::AppState;

/// What a session's token says that we signed, even if it has expired or its session was ended: nobody
/// is signed in by it before [`Accounts::presence`](crate::accounts::Accounts::presence) has said so.
pub struct Presented(pub Option<Claims>);

impl FromRequestParts<AppState> for Presented {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self(state.verifier.claims_ignoring_expiry(&parts.headers)))
    }
}

/// The header that gives the browser a cookie, or takes it away.
pub fn set_cookie(cookie: impl Display) -> AppendHeaders<[(HeaderName, String); 1]> {
    AppendHeaders([(header::SET_COOKIE, cookie.to_string())])
}
