//! The route table.

mod config;
mod create;
mod list;
mod payment_view;
mod webhook;

use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

use crate::app::AppState;

pub fn api(state: AppState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(create::create, list::list))
        .routes(routes!(config::config))
        .routes(routes!(webhook::webhook).layer(webhook::body_limit()))
        .with_state(state)
}
