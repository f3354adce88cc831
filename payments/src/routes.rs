//! The route table.

mod admin;
mod config;
mod create;
mod list;
mod payment_view;
mod webhook;

use axum::middleware::from_fn_with_state;
use common::http::idempotent;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

use crate::app::AppState;

pub fn api(state: AppState) -> OpenApiRouter {
    let once = from_fn_with_state(state.idempotency.clone(), idempotent);
    OpenApiRouter::new()
        .routes(routes!(create::create, list::list).layer(once))
        .routes(routes!(config::config))
        .routes(routes!(admin::list_all))
        .routes(routes!(webhook::webhook).layer(webhook::body_limit()))
        .with_state(state)
}
