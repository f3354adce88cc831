//! The route table.

mod cancel;
mod create;
mod list;
mod live;
mod order_view;
mod show;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use order_view::OrderView;

use crate::app::AppState;

pub fn api(state: AppState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(create::create, list::list))
        .routes(routes!(show::show, cancel::cancel))
        .routes(routes!(live::live))
        .with_state(state)
}
