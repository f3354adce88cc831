//! GET /api/orders/{id}/live

use axum::extract::State;
use axum::response::Response;
use common::auth::CurrentUser;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, IdPath};
use common::ids::OrderId;
use common::live;
use futures::StreamExt;

use super::OrderView;
use super::show::own;
use crate::app::AppState;
use crate::domain::Order;

/// The order now and after every change, with the server's clock, as server-sent events named `order`. It ends
/// with the session.
#[utoipa::path(get, path = "/api/orders/{id}/live", security(("session" = [])), params(("id" = OrderId, Path)), responses(
    (status = 200, content_type = "text/event-stream", body = OrderView),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json", description = "`not_yours`: another's order"),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    CommonErrors,
))]
pub(super) async fn live(
    user: CurrentUser,
    State(state): State<AppState>,
    IdPath(id): IdPath<OrderId>,
) -> Result<Response, ApiError> {
    // Subscribed before the order is read, so that no change falls between.
    let changes = state.feed.subscribe();
    let order = own(&state.orders, id, &user).await?;
    let (orders, clock) = (state.orders, state.clock);
    let states = live::of_one(
        order.state(),
        changes,
        move |change| change.id == id,
        |order| order.version,
        move || {
            let orders = orders.clone();
            async move { orders.get(id).await.ok().flatten().as_ref().map(Order::state) }
        },
    );
    let events = states
        .map(move |order| live::event("order", order.version, &OrderView::new(order, clock.now())))
        .take_until(state.sessions.ended(&user));
    Ok(live::respond(events, state.stopping))
}
