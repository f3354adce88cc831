//! Puts the service together.

use std::time::Duration;

use axum::extract::FromRef;
use common::auth::SessionVerifier;
use common::bus::ORDERS_LIVE;
use common::clock::Clock;
use common::events::order::OrderState;
use common::http::Idempotency;
use common::live::Feed;
use common::service::{Base, Service};
use tokio_util::sync::CancellationToken;

use crate::config::Config;
use crate::repo::Orders;
use crate::{listeners, metrics, routes};

pub const NAME: &str = "orders";

/// How often orders that expiration should have ended long ago are looked for.
const SWEEP: Duration = Duration::from_secs(5);

/// What handlers share.
#[derive(Clone, FromRef)]
pub struct AppState {
    pub orders: Orders,
    pub clock: Clock,
    pub sessions: SessionVerifier,
    pub idempotency: Idempotency,
    pub feed: Feed<OrderState>,
    pub window: OrderWindow,
    /// Ends live views when the service stops.
    pub stopping: CancellationToken,
}

/// How long a buyer has to pay.
#[derive(Clone, Copy, Debug)]
pub struct OrderWindow(pub Duration);

/// Connects and binds; the service is ready some time after it runs.
pub async fn build(config: Config, clock: Clock) -> anyhow::Result<Service> {
    let base = Base::connect(NAME, &config.service, clock).await?;
    metrics::describe();
    let orders = Orders::new(&base.database, base.clock.clone());
    let sessions = SessionVerifier::new(config.session_keys, config.cookie, base.clock.clone());
    let state = AppState {
        orders: orders.clone(),
        clock: base.clock.clone(),
        idempotency: Idempotency::of_users(&base.database, base.clock.clone(), sessions.clone()),
        sessions,
        feed: Feed::new(ORDERS_LIVE),
        window: OrderWindow(config.window),
        stopping: base.stopping.clone(),
    };
    let service = Service::bind(base, &config.service, routes::api(state.clone()))
        .await?
        .prepare(&orders, |orders| async move { orders.ensure_indexes().await })
        .prepare(&state.idempotency, |keys| async move { keys.ensure_indexes().await })
        .publish(orders.aggregates())
        .sessions(&state.sessions)
        .feed(state.feed.clone())
        .every(
            SWEEP,
            "cancel overdue orders",
            &orders,
            |orders| async move { orders.cancel_overdue().await },
        );
    Ok(listeners::listen(service, &orders, &state.clock))
}
