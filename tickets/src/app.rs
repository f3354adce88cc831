//! Puts the service together.

use axum::extract::FromRef;
use common::auth::SessionVerifier;
use common::bus::TICKETS_LIVE;
use common::clock::Clock;
use common::events::ticket::TicketState;
use common::http::Idempotency;
use common::live::Feed;
use common::service::{Base, Service};
use tokio_util::sync::CancellationToken;

use crate::config::Config;
use crate::repo::Tickets;
use crate::{listeners, routes};

pub const NAME: &str = "tickets";

/// What handlers share.
#[derive(Clone, FromRef)]
pub struct AppState {
    pub tickets: Tickets,
    pub clock: Clock,
    pub sessions: SessionVerifier,
    pub idempotency: Idempotency,
    pub feed: Feed<TicketState>,
    /// Ends live views when the service stops.
    pub stopping: CancellationToken,
}

/// Connects and binds; the service is ready some time after it runs.
pub async fn build(config: Config, clock: Clock) -> anyhow::Result<Service> {
    let base = Base::connect(NAME, &config.service, clock).await?;
    let tickets = Tickets::new(&base.database, base.clock.clone());
    let sessions = SessionVerifier::new(config.session_keys, config.cookie, base.clock.clone());
    let state = AppState {
        tickets: tickets.clone(),
        clock: base.clock.clone(),
        idempotency: Idempotency::of_users(&base.database, base.clock.clone(), sessions.clone()),
        sessions,
        feed: Feed::new(TICKETS_LIVE),
        stopping: base.stopping.clone(),
    };
    let service = Service::bind(base, &config.service, routes::api(state.clone()))
        .await?
        .prepare(&tickets, |tickets| async move { tickets.ensure_indexes().await })
        .prepare(&state.idempotency, |keys| async move { keys.ensure_indexes().await })
        .publish(tickets.aggregates())
        .sessions(&state.sessions)
        .feed(state.feed);
    Ok(listeners::listen(service, &tickets))
}
