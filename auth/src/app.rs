//! Puts the service together.

use common::auth::SessionVerifier;
use common::clock::Clock;
use common::service::{Base, Service};

use crate::accounts::Accounts;
use crate::config::Config;
use crate::hasher::Hasher;
use crate::mail::{Post, Postman};
use crate::repo::{Buckets, FamiliarNetworks, Mails, Proofs, Sessions, Users};
use crate::routes::{self, AppState};
use crate::throttle::{Throttle, ThrottleKey};

pub const NAME: &str = "auth";

/// Connects and binds; the service is ready some time after it runs.
pub async fn build(config: Config, clock: Clock) -> anyhow::Result<Service> {
    let base = Base::connect(NAME, &config.service, clock.clone()).await?;
    let users = Users::new(&base.database, clock.clone());
    let sessions = Sessions::new(&base.database, clock.clone());
    let verifier = SessionVerifier::new(config.session_keys, config.cookie, clock.clone());
    let throttle = Throttle {
        buckets: Buckets::new(&base.database, clock.clone()),
        familiar: FamiliarNetworks::new(&base.database, clock.clone()),
        key: ThrottleKey::derived_from(&config.signing_key)?,
        limits: config.throttling,
    };
    let mails = Mails::new(&base.database, clock.clone());
    let proofs = Proofs::new(&base.database, clock.clone());
    let postman = Postman {
        mails: mails.clone(),
        users: users.clone(),
        proofs: proofs.clone(),
        post: Post::new(&config.delivery, config.mail_from)?,
        site: config.public_url,
        clock: clock.clone(),
    };
    let accounts = Accounts {
        users: users.clone(),
        sessions: sessions.clone(),
        mails: mails.clone(),
        throttle: throttle.clone(),
        hasher: Hasher::new(config.hashing),
        signing_key: config.signing_key,
        admin_email: config.admin_email,
        clock,
    };
    let state =
        AppState { accounts, verifier, cookie: config.cookie, trusted_proxies: config.trusted_proxies };
    Ok(Service::bind(base, &config.service, routes::api(state.clone()))
        .await?
        .prepare(&users, |users| async move { users.ensure_indexes().await })
        .prepare(&sessions, |sessions| async move { sessions.ensure_indexes().await })
        .prepare(&throttle, |throttle| async move { throttle.ensure_indexes().await })
        .prepare(&mails, |mails| async move { mails.ensure_indexes().await })
        .prepare(&proofs, |proofs| async move { proofs.ensure_indexes().await })
        .task(|stop| postman.run(stop))
        .publish(users.aggregates())
        .publish(sessions.aggregates())
        .sessions(&state.verifier))
}
