//! The route table.

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
        .with_state(state)
}
