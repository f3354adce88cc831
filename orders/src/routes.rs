//! The route table.

mod admin;
mod cancel;
mod create;
mod list;
mod live;
mod order_view;
mod show;

use axum::middleware::from_fn_with_state;
use common::http::idempotent;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

pub use order_view::OrderView;

use crate::app::AppState;

pub fn api(state: AppState) -> OpenApiRouter {
    let once = from_fn_with_state(state.idempotency.clone(), idempotent);
    OpenApiRouter::new()
        .routes(routes!(create::create, list::list).layer(once))
        .routes(routes!(show::show, cancel::cancel))
        .routes(routes!(live::live))
        .routes(routes!(admin::list::list_all))
        .routes(routes!(admin::audit::audit))
        .routes(routes!(admin::show::show_any))
        .routes(routes!(admin::refund::refund))
        .with_state(state)
}
