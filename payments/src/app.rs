//! Puts the service together.

use std::sync::Arc;

use axum::extract::FromRef;
use common::auth::SessionVerifier;
use common::clock::Clock;
use common::http::Idempotency;
use common::service::{Base, Service};

use crate::config::{Config, StripeConfig};
use crate::repo::Payments;
use crate::stripe::Stripe;
use crate::worker::Worker;
use crate::{listeners, metrics, routes};

pub const NAME: &str = "payments";

/// What handlers share.
#[derive(Clone, FromRef)]
pub struct AppState {
    pub payments: Payments,
    pub clock: Clock,
    pub sessions: SessionVerifier,
    pub idempotency: Idempotency,
    pub stripe: Arc<StripeConfig>,
}

/// Connects and binds; the service is ready some time after it runs.
pub async fn build(config: Config, clock: Clock) -> anyhow::Result<Service> {
    let base = Base::connect(NAME, &config.service, clock).await?;
    metrics::describe();
    let clock = base.clock.clone();
    let payments = Payments::new(&base.database, clock.clone());
    let worker = Worker::new(payments.clone(), Stripe::new(&config.stripe)?, clock.clone());
    let sessions = SessionVerifier::new(config.session_keys, config.cookie, clock.clone());
    let idempotency = Idempotency::of_users(&base.database, clock.clone(), sessions.clone());
    let state = AppState {
        payments: payments.clone(),
        clock,
        sessions,
        idempotency: idempotency.clone(),
        stripe: Arc::new(config.stripe),
    };
    let service = Service::bind(base, &config.service, routes::api(state.clone()))
        .await?
        .prepare(&payments, |payments| async move { payments.ensure_indexes().await })
        .prepare(&idempotency, |keys| async move { keys.ensure_indexes().await })
        .publish(payments.aggregates())
        .sessions(&state.sessions)
        .observe(&(payments.clone(), state.clock.clone()), |(payments, clock)| async move {
            metrics::observe(&payments, &clock).await;
        })
        .task(|stop| worker.run(stop));
    Ok(listeners::listen(service, &payments))
}
