//! The route table.

mod body;
mod currentuser;
mod session;
mod sessions;
mod signin;
mod signout;
mod signup;

use axum::extract::FromRef;
use common::auth::{SessionCookie, SessionVerifier};
use common::http::TrustedProxies;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::accounts::Accounts;

#[derive(Clone)]
pub struct AppState {
    pub accounts: Accounts,
    pub verifier: SessionVerifier,
    pub cookie: SessionCookie,
    pub trusted_proxies: TrustedProxies,
}

impl FromRef<AppState> for TrustedProxies {
    fn from_ref(state: &AppState) -> Self {
        state.trusted_proxies.clone()
    }
}

pub fn api(state: AppState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(signup::sign_up))
        .routes(routes!(signin::sign_in))
        .routes(routes!(signout::sign_out))
        .routes(routes!(currentuser::current_user))
        .routes(routes!(sessions::list::list_sessions, sessions::end_all::end_sessions))
        .routes(routes!(sessions::end_one::end_session))
        .with_state(state)
}
