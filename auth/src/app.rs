//! Puts the service together.

use common::auth::SessionVerifier;
use common::clock::Clock;
use common::service::{Base, Service};

use crate::accounts::Accounts;
use crate::config::Config;
use crate::hasher::Hasher;
use crate::repo::{Buckets, FamiliarNetworks, Sessions, Users};
use crate::routes::{self, AppState};
use crate::throttle::{Throttle, ThrottleKey};

pub const NAME: &str = "auth";

/// Connects and binds; the service is ready some time after it runs.
pub async fn build(config: Config, clock: Clock) -> anyhow::Result<Service> {
    let base = Base::connect(NAME, &config.service, clock.clone()).await?;
    let users = Users::new(&base.database, clock.clone());
    let sessions = Sessions::new(&base.database, clock.clone());
    let verifier = SessionVerifier::new(config.signing_key.public_keys()?, config.cookie, clock.clone());
    let throttle = Throttle {
        buckets: Buckets::new(&base.database, clock.clone()),
        familiar: FamiliarNetworks::new(&base.database, clock.clone()),
        key: ThrottleKey::derived_from(&config.signing_key)?,
        limits: config.throttling,
    };
    let accounts = Accounts {
        users: users.clone(),
        sessions: sessions.clone(),
        throttle: throttle.clone(),
        hasher: Hasher::new(config.hashing),
        signing_key: config.signing_key,
        admin_email: config.admin_email,
        clock,
    };
    let state =
        AppState { accounts, verifier, cookie: config.cookie, trusted_proxies: config.trusted_proxies };
    Ok(Service::bind(base, &config.service, routes::api(state))
        .await?
        .prepare(&users, |users| async move { users.ensure_indexes().await })
        .prepare(&sessions, |sessions| async move { sessions.ensure_indexes().await })
        .prepare(&throttle, |throttle| async move { throttle.ensure_indexes().await }))
}
