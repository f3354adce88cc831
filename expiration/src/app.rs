//! Puts the service together.

use std::time::Duration;

use common::clock::Clock;
use common::service::{Base, Service};

use crate::config::Config;
use crate::repo::Timers;
use crate::{listeners, metrics, routes};

pub const NAME: &str = "expiration";

/// How often due timers are looked for; an order may be late by this and the time that a write takes.
const TICK: Duration = Duration::from_millis(100);

/// Connects and binds; the service is ready some time after it runs.
pub async fn build(config: Config, clock: Clock) -> anyhow::Result<Service> {
    let base = Base::connect(NAME, &config.service, clock).await?;
    metrics::describe();
    let timers = Timers::new(&base.database, base.clock.clone());
    let service = Service::bind(base, &config.service, routes::api())
        .await?
        .prepare(&timers, |timers| async move { timers.ensure_indexes().await })
        .publish(timers.aggregates())
        .observe(&timers, |timers| async move { metrics::observe(&timers).await })
        .every(TICK, "fire due timers", &timers, |timers| async move { timers.fire_due().await });
    Ok(listeners::listen(service, &timers))
}
