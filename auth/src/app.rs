//! Puts the service together.

use common::auth::SessionVerifier;
use common::clock::Clock;
use common::http::Idempotency;
use common::service::{Base, Service};
use metrics::{counter, describe_counter};
use mongodb::Database;

use crate::accounts::Accounts;
use crate::config::Config;
use crate::domain::Errand;
use crate::hasher::Hasher;
use crate::mail::{Post, Postman};
use crate::repo::{Buckets, FamiliarNetworks, Mails, Proofs, Sessions, Users};
use crate::routes::{self, AppState};
use crate::throttle::{Throttle, ThrottleKey};

pub const NAME: &str = "auth";

/// Connects and binds; the service is ready some time after it runs.
pub async fn build(config: Config, clock: Clock) -> anyhow::Result<Service> {
    let base = Base::connect(NAME, &config.service, clock.clone()).await?;
    describe_metrics();
    let accounts = accounts(&config, &base.database, &clock)?;
    let postman = Postman {
        mails: accounts.mails.clone(),
        users: accounts.users.clone(),
        proofs: accounts.proofs.clone(),
        post: Post::new(&config.delivery, config.mail_from)?,
        site: config.public_url,
        clock: clock.clone(),
    };
    let state = AppState {
        accounts: accounts.clone(),
        verifier: SessionVerifier::new(config.session_keys, config.cookie, clock),
        cookie: config.cookie,
        trusted_proxies: config.trusted_proxies,
        idempotency: Idempotency::of_strangers(&base.database, base.clock.clone()),
    };
    let Accounts { users, sessions, throttle, mails, proofs, .. } = accounts;
    Ok(Service::bind(base, &config.service, routes::api(state.clone()))
        .await?
        .prepare(&users, |users| async move { users.ensure_indexes().await })
        .prepare(&sessions, |sessions| async move { sessions.ensure_indexes().await })
        .prepare(&throttle, |throttle| async move { throttle.ensure_indexes().await })
        .prepare(&mails, |mails| async move { mails.ensure_indexes().await })
        .prepare(&proofs, |proofs| async move { proofs.ensure_indexes().await })
        .prepare(&state.idempotency, |keys| async move { keys.ensure_indexes().await })
        .task(|stop| postman.run(stop))
        .publish(users.aggregates())
        .publish(sessions.aggregates())
        .sessions(&state.verifier))
}

fn describe_metrics() {
    describe_counter!(
        "auth_password_checks_total",
        "Passwords that were checked, by whether there is an account"
    );
    describe_counter!("auth_mails_total", "Letters, by kind and by what became of them");
    // There from the start: what appears with its first count has no increase.
    counter!("auth_throttled_total").increment(0);
    for account in ["known", "unknown"] {
        counter!("auth_password_checks_total", "account" => account).increment(0);
    }
    for mail in Errand::NAMES {
        counter!("auth_mails_total", "mail" => mail, "outcome" => "given_up").increment(0);
    }
    describe_counter!("auth_throttled_total", "Tries that were refused because there were too many");
}

fn accounts(config: &Config, database: &Database, clock: &Clock) -> anyhow::Result<Accounts> {
    let throttle = Throttle {
        buckets: Buckets::new(database, clock.clone()),
        familiar: FamiliarNetworks::new(database, clock.clone()),
        key: ThrottleKey::derived_from(&config.signing_key)?,
        limits: config.throttling,
    };
    Ok(Accounts {
        users: Users::new(database, clock.clone(), config.admin_email.clone()),
        sessions: Sessions::new(database, clock.clone()),
        mails: Mails::new(database, clock.clone()),
        proofs: Proofs::new(database, clock.clone()),
        throttle,
        hasher: Hasher::new(config.hashing),
        signing_key: config.signing_key.clone(),
        clock: clock.clone(),
    })
}
