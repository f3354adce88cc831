//! The route table.

mod admin;
mod body;
mod close;
mod currentuser;
mod password;
mod session;
mod sessions;
mod signin;
mod signout;
mod signup;
mod verification;

use axum::extract::FromRef;
use axum::middleware::from_fn_with_state;
use common::auth::{SessionCookie, SessionVerifier};
use common::http::{Idempotency, TrustedProxies, idempotent};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

use crate::accounts::Accounts;

#[derive(Clone)]
pub struct AppState {
    pub accounts: Accounts,
    pub verifier: SessionVerifier,
    pub cookie: SessionCookie,
    pub trusted_proxies: TrustedProxies,
    pub idempotency: Idempotency,
}

impl FromRef<AppState> for SessionVerifier {
    fn from_ref(state: &AppState) -> Self {
        state.verifier.clone()
    }
}

impl FromRef<AppState> for TrustedProxies {
    fn from_ref(state: &AppState) -> Self {
        state.trusted_proxies.clone()
    }
}

pub fn api(state: AppState) -> OpenApiRouter {
    let once = from_fn_with_state(state.idempotency.clone(), idempotent);
    OpenApiRouter::new()
        .routes(routes!(signup::sign_up).layer(once))
        .routes(routes!(signin::sign_in))
        .routes(routes!(signout::sign_out))
        .routes(routes!(currentuser::current_user))
        .routes(routes!(sessions::list::list_sessions, sessions::end_all::end_sessions))
        .routes(routes!(sessions::end_one::end_session))
        .routes(routes!(password::change::change_password))
        .routes(routes!(password::reset::ask_for_reset))
        .routes(routes!(password::confirm_reset::confirm_reset))
        .routes(routes!(verification::ask::ask_for_verification))
        .routes(routes!(verification::confirm::confirm_verification))
        .routes(routes!(close::close_account))
        .routes(routes!(admin::list::list_users))
        .routes(routes!(admin::audit::audit))
        .routes(routes!(admin::show::show_user))
        .routes(routes!(admin::suspend::suspend))
        .routes(routes!(admin::restore::restore))
        .routes(routes!(admin::role::assign_role))
        .with_state(state)
}
