//! The route table.

mod admin;
mod create;
mod edit;
mod input;
mod list;
mod listing_body;
mod live;
mod mine;
mod schema;
mod show;
mod ticket_view;
mod withdraw;

use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use common::http::idempotent;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

pub use ticket_view::TicketView;

use crate::app::AppState;

/// A description of 5,000 characters of four bytes each, and the other fields.
const MAX_BODY_BYTES: usize = 32 * 1024;

pub fn api(state: AppState) -> OpenApiRouter {
    let once = from_fn_with_state(state.idempotency.clone(), idempotent);
    OpenApiRouter::new()
        .routes(routes!(create::create, list::list).layer(once))
        .routes(routes!(mine::mine))
        .routes(routes!(live::live_all))
        .routes(routes!(show::show, edit::edit, withdraw::withdraw))
        .routes(routes!(live::live_one))
        .routes(routes!(admin::list::list_all))
        .routes(routes!(admin::audit::audit))
        .routes(routes!(admin::show::show_any))
        .routes(routes!(admin::take_down::take_down))
        .routes(routes!(admin::put_back::put_back))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(state)
}
