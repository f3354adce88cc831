//! The current user as a handler's argument: having one is the proof of being signed in.

use std::convert::Infallible;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;

use super::claims::{Claims, Role};
use super::verifier::SessionVerifier;
use crate::error::ApiError;
use crate::ids::{SessionId, UserId};

/// Who is signed in; 401 for anyone else.
#[derive(Clone, Debug)]
pub struct CurrentUser {
    pub id: UserId,
    pub email: String,
    pub role: Role,
    pub session: SessionId,
    /// Of the user's sessions.
    pub generation: i64,
    /// Seconds since the epoch.
    pub issued_at: i64,
}

impl From<Claims> for CurrentUser {
    fn from(claims: Claims) -> Self {
        Self {
            id: claims.sub,
            email: claims.email,
            role: claims.role,
            session: claims.sid,
            generation: claims.generation,
            issued_at: claims.iat,
        }
    }
}

/// Who is signed in, or nobody; a bad cookie is nobody.
#[derive(Clone, Debug)]
pub struct OptionalUser(pub Option<CurrentUser>);

/// A signed-in admin; 401 for nobody, 403 for another user.
#[derive(Clone, Debug)]
pub struct Admin(pub CurrentUser);

impl<S> FromRequestParts<S> for OptionalUser
where
    S: Send + Sync,
    SessionVerifier: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self(SessionVerifier::from_ref(state).claims(&parts.headers).map(CurrentUser::from)))
    }
}

impl<S> FromRequestParts<S> for CurrentUser
where
    S: Send + Sync,
    SessionVerifier: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let OptionalUser(user) = match OptionalUser::from_request_parts(parts, state).await {
            Ok(user) => user,
            Err(never) => match never {},
        };
        user.ok_or(ApiError::Unauthenticated)
    }
}

impl<S> FromRequestParts<S> for Admin
where
    S: Send + Sync,
    SessionVerifier: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let user = CurrentUser::from_request_parts(parts, state).await?;
        match user.role {
            Role::Admin => Ok(Self(user)),
            Role::User => Err(ApiError::admins_only()),
        }
    }
}
