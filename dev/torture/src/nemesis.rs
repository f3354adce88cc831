//! Carries out the schedule, and undoes everything in the end.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Context as _, Result};
use e2e::Market;
use fleet::Service;
use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use crate::keeper::Keeper;
use crate::links::Links;
use crate::proxy::Mode;
use crate::schedule::{Fault, Planned, Replica, Schedule, StripeTrouble, Trouble, WebhookTrouble};

/// The exit of a process that died at a crash point.
const ABORTED: i32 = 6;

/// Breaks a market.
pub struct Nemesis {
    market: Arc<Market>,
    keeper: Arc<Keeper>,
    links: Links,
    notes: Mutex<Notes>,
}

/// What was done.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    pub faults: BTreeMap<String, u64>,
    /// Crash points at which a process died.
    pub crashes: BTreeMap<String, u64>,
    /// The longest time from SIGTERM to a process's end, and whose it was.
    pub longest_stop: (Duration, String),
    /// What must not happen even so.
    pub wrong: Vec<String>,
}

impl Nemesis {
    pub fn new(market: Arc<Market>, keeper: Arc<Keeper>, links: Links) -> Arc<Self> {
        Arc::new(Self { market, keeper, links, notes: Mutex::default() })
    }

    pub fn notes(&self) -> Notes {
        self.notes.lock().unwrap().clone()
    }

    /// How many faults there were.
    pub fn count(&self) -> u64 {
        self.notes.lock().unwrap().faults.values().sum()
    }

    /// Follows the schedule until `stop`, waiting so many times as long between faults; then all that it did is undone.
    pub async fn rage(
        self: &Arc<Self>,
        schedule: Schedule,
        pace: u32,
        stop: CancellationToken,
        tell: impl Fn(&Planned),
    ) {
        let mut under_way = JoinSet::new();
        for planned in schedule {
            tokio::select! {
                () = stop.cancelled() => break,
                () = sleep(planned.wait * pace) => {}
            }
            tell(&planned);
            *self.notes.lock().unwrap().faults.entry(planned.fault.kind()).or_default() += 1;
            under_way.spawn(self.clone().carry_out(planned, stop.clone()));
        }
        while under_way.join_next().await.is_some() {}
        self.heal().await;
    }

    async fn carry_out(self: Arc<Self>, planned: Planned, stop: CancellationToken) {
        let lasting = async {
            tokio::select! {
                () = stop.cancelled() => {}
                () = sleep(planned.lasts) => {}
            }
        };
        if let Err(error) = self.inflict(planned.fault, lasting).await {
            self.wrong(format!("{planned}: {error:#}"));
        }
    }

    /// Begins a fault, and ends it when it has lasted.
    async fn inflict(&self, fault: Fault, lasting: impl Future<Output = ()>) -> Result<()> {
        let fleet = &self.market.fleet;
        match fault {
            Fault::Kill(replica) => {
                self.keeper.hold(replica);
                let killed = self.keeper.server(replica).kill().await;
                lasting.await;
                self.keeper.let_go(replica);
                killed
            }
            Fault::Pause(replica) => {
                self.keeper.server(replica).pause().await;
                lasting.await;
                self.keeper.server(replica).resume().await;
                Ok(())
            }
            Fault::Terminate(replica) => self.terminate(replica).await,
            Fault::CrashAt(service, point, passes) => {
                self.market.arm_crash(service, point, passes);
                lasting.await;
                if self.market.has_crashed(service, point) {
                    *self.notes.lock().unwrap().crashes.entry(point.to_owned()).or_default() += 1;
                }
                self.market.disarm_crash(service, point);
                Ok(())
            }
            Fault::KillNats => {
                fleet.nats()?.kill().await?;
                lasting.await;
                fleet.nats()?.start_again().await
            }
            Fault::PauseNats => {
                fleet.nats()?.server().pause().await;
                lasting.await;
                fleet.nats()?.server().resume().await;
                Ok(())
            }
            Fault::KillMongod(service) => {
                fleet.mongod(service)?.kill().await?;
                lasting.await;
                fleet.mongod(service)?.start_again().await
            }
            Fault::PauseMongod(service) => {
                fleet.mongod(service)?.server().pause().await;
                lasting.await;
                fleet.mongod(service)?.server().resume().await;
                Ok(())
            }
            Fault::KillNatsAndMongod(replica) => {
                let (nats, mongod) = (fleet.nats()?, fleet.mongod(replica.service)?);
                nats.kill().await?;
                mongod.kill().await?;
                let stopped = tokio::join!(self.terminate(replica), lasting).0;
                nats.start_again().await?;
                mongod.start_again().await?;
                stopped
            }
            Fault::Link(replica, peer, trouble) => {
                let mode = match trouble {
                    Trouble::Cut => Mode::Cut,
                    Trouble::Silent => Mode::Silent,
                    Trouble::Slow(delay) => Mode::Slow(delay),
                };
                self.links.set(replica, peer, mode);
                lasting.await;
                self.links.set(replica, peer, Mode::Open);
                Ok(())
            }
            Fault::Stripe(trouble) => {
                self.trouble_stripe(trouble).await;
                lasting.await;
                self.calm_stripe().await;
                Ok(())
            }
            Fault::Webhooks(trouble) => {
                let knobs = match trouble {
                    WebhookTrouble::Lost => json!({ "drop_probability": 1.0 }),
                    WebhookTrouble::Twice => json!({ "duplicate": true }),
                    WebhookTrouble::OutOfOrder => json!({ "reorder": true }),
                    WebhookTrouble::HeldBack => json!({ "paused": true }),
                };
                self.market.stripe.webhooks(knobs).await;
                lasting.await;
                self.calm_webhooks().await;
                Ok(())
            }
        }
    }

    /// A process that is told to stop ends well by itself, whatever is broken around it.
    async fn terminate(&self, replica: Replica) -> Result<()> {
        let begun = Instant::now();
        let status =
            self.keeper.server(replica).stop().await.with_context(|| format!("stopping {replica}"))?;
        let took = begun.elapsed();
        let Some(status) = status else { return Ok(()) };
        let mut notes = self.notes.lock().unwrap();
        if took > notes.longest_stop.0 {
            notes.longest_stop = (took, replica.to_string());
        }
        // It may have died at a crash point on its way.
        if !status.success() && signal_of(status) != Some(ABORTED) {
            notes.wrong.push(format!("{replica} stopped with {status}, not with 0"));
        }
        Ok(())
    }

    async fn trouble_stripe(&self, trouble: StripeTrouble) {
        let stripe = &self.market.stripe;
        let half =
            |kind: &str| json!({ "kind": kind, "probability": 0.5, "match": { "path_prefix": "/v1/" } });
        match trouble {
            StripeTrouble::Slow(late) => stripe.fault(delayed("delay", late)).await,
            StripeTrouble::SlowAnswers(late) => stripe.fault(delayed("delay_after_effect", late)).await,
            StripeTrouble::Fails => stripe.fault(half("error_before")).await,
            StripeTrouble::FailsAfterEffect => stripe.fault(half("error_after_effect")).await,
            StripeTrouble::HangsUpAfterEffect => stripe.fault(half("drop_connection_after_effect")).await,
            StripeTrouble::RateLimits => stripe.fault(half("rate_limit")).await,
            StripeTrouble::Processing => stripe.slow_charges(20, Duration::from_secs(3)).await,
            StripeTrouble::ForgetfulSearch => {
                // Search is asked when an answer was a failure.
                stripe.search_lag(Duration::from_secs(5)).await;
                stripe.fault(half("error_after_effect")).await;
            }
        }
    }

    async fn calm_stripe(&self) {
        self.market.stripe.clear_faults().await;
        self.market.stripe.slow_charges(0, Duration::ZERO).await;
        self.market.stripe.search_lag(Duration::ZERO).await;
    }

    async fn calm_webhooks(&self) {
        let calm = json!({
            "duplicate": false, "reorder": false, "drop_probability": 0.0, "delay_ms": 0, "paused": false,
        });
        self.market.stripe.webhooks(calm).await;
    }

    /// All servers run and all links are open, whatever was under way.
    async fn heal(&self) {
        let fleet = &self.market.fleet;
        self.links.open_all();
        self.calm_stripe().await;
        self.calm_webhooks().await;
        let healed = async {
            let nats = fleet.nats()?;
            nats.server().resume().await;
            nats.start_again().await?;
            for service in Service::ALL {
                let mongod = fleet.mongod(service)?;
                mongod.server().resume().await;
                mongod.start_again().await?;
                for server in fleet.replicas(service) {
                    server.resume().await;
                }
            }
            anyhow::Ok(())
        };
        if let Err(error) = healed.await {
            self.wrong(format!("a server did not come back: {error:#}"));
        }
    }

    /// Exits that nobody asked for, apart from those at crash points.
    pub fn unexpected_exits(&self) -> Vec<String> {
        let crashes = self.market.fleet.crashes();
        let unexpected = crashes.iter().filter(|crash| signal_of(crash.status) != Some(ABORTED));
        unexpected.map(ToString::to_string).collect()
    }

    fn wrong(&self, what: String) {
        self.notes.lock().unwrap().wrong.push(what);
    }
}

fn delayed(kind: &str, late: Duration) -> serde_json::Value {
    json!({ "kind": kind, "delay_ms": u64::try_from(late.as_millis()).unwrap(), "match": { "path_prefix": "/v1/" } })
}

fn signal_of(status: std::process::ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}
