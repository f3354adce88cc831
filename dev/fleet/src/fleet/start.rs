//! The order in which a fleet comes up.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use common::bus::{Names, Replicas, accounts};
use common::config::BusConfig;
use futures::future::try_join_all;

use super::builder::ClientUse;
use super::plan::{MongodPlan, ServicePlan, mongodb_uris, plan_mongods, plan_services, settings};
use super::{Builder, Fleet};
use crate::client::Client;
use crate::config::{self, Settings};
use crate::ports;
use crate::process::Crashes;
use crate::server::{Ready, Server};
use crate::servers::{Mongod, Nats, Nginx, Routes, Share, StripeDouble};
use crate::service::Service;
use crate::state::State;
use crate::tools::Tool;
use crate::workspace;

pub(super) async fn start(builder: Builder) -> Result<Fleet> {
    let crashes = Crashes::default();
    tokio::select! {
        fleet = start_in_order(builder, crashes.clone()) => fleet,
        crash = crashes.first() => bail!("{crash}"),
    }
}

pub(super) async fn provision(bus: &BusConfig) -> Result<()> {
    let provisioned = common::bus::provision(bus, Replicas::One).await;
    provisioned.context("cannot make the streams and consumers")
}

/// As one of the users of NATS.
pub(super) fn bus_config(settings: &Settings, state: &State, user: &str) -> Result<BusConfig> {
    let mut config = BusConfig::open(&settings.nats_url, &settings.bus_prefix);
    if settings.nats_seeds.is_some() {
        config.key = Some(state.secrets().nats_key(user)?);
    }
    Ok(config)
}

async fn start_in_order(builder: Builder, crashes: Crashes) -> Result<Fleet> {
    let progress = builder.progress;
    let mut state = match &builder.state {
        Some(dir) => State::open(dir)?,
        None => State::temporary()?,
    };
    let port = ingress_port(&builder)?;
    let programs = programs(&builder)?;
    find_tools(&builder)?;

    let step = progress.begin("servers");
    let (mongod_plan, nats_port) = (plan_mongods(&builder, &mut state)?, state.port("nats")?);
    let (mongods, nats) = tokio::try_join!(
        start_mongods(mongod_plan, builder.mongod_share, &state, &crashes),
        start_nats(&builder, nats_port, &state, &crashes),
    )?;
    step.done_with(&describe_servers(&mongods, nats.as_ref()));

    let stripe_double = start_stripe_double(&builder, &mut state, &programs, port, &crashes).await?;
    let stripe = match &stripe_double {
        Some(double) => config::stripe_double(&double.url()),
        None => builder.given.stripe.clone(),
    };
    let mongodb_uris = mongodb_uris(&builder, &mongods, &state)?;
    let settings = settings(&builder, &state, port, nats.as_ref(), stripe)?;
    let step = progress.begin("streams");
    provision(&bus_config(&settings, &state, "ops")?).await?;
    step.done_with("JetStream's streams and consumers");

    let step = progress.begin("services");
    let plan = plan_services(&builder, &mut state, &settings, &mongodb_uris, &programs, &crashes)?;
    let services = start_services(plan).await?;
    step.done_with(&describe_services(&services));

    let client = start_client(&builder, &mut state, port, &services, &crashes).await?;

    let step = progress.begin("nginx");
    let limits = builder.limits;
    let routes = Routes { limits, ..routes(&services, client.as_ref(), stripe_double.as_ref()) };
    let nginx =
        Nginx::start_logging(&state.dir("nginx"), port, &routes, &state.log("nginx"), &crashes).await?;
    step.done_with(&nginx.server().url());

    Ok(Fleet {
        nginx,
        client,
        services,
        stripe_double,
        nats,
        mongods,
        mongodb_uris,
        settings,
        crashes,
        state,
    })
}

fn ingress_port(builder: &Builder) -> Result<u16> {
    match builder.port {
        Some(port) if ports::is_free(port) => Ok(port),
        Some(port) => {
            bail!("port {port} is used by another program; end that one or choose another with --port")
        }
        None => ports::free(),
    }
}

/// The services' directory; all of them are there, so that none is missed when half of the fleet runs.
fn programs(builder: &Builder) -> Result<PathBuf> {
    let dir = match &builder.programs {
        Some(dir) => dir.clone(),
        None => workspace::programs()?,
    };
    for service in Service::ALL {
        workspace::program(&dir, service.name())?;
    }
    Ok(dir)
}

/// All before any server starts: a missing one is told at once.
fn find_tools(builder: &Builder) -> Result<()> {
    let step = builder.progress.begin("programs");
    let mut found = Vec::new();
    for tool in [Tool::Mongod, Tool::NatsServer, Tool::Nginx] {
        let needed = match tool {
            Tool::Mongod => builder.given.mongodb.len() < Service::ALL.len(),
            Tool::NatsServer => builder.given.nats.is_none(),
            Tool::Nginx => true,
        };
        if needed {
            found.push(format!("{} {}", tool.program(), tool.check(&tool.find()?)?));
        }
    }
    step.done_with(&found.join(", "));
    Ok(())
}

async fn start_mongods(
    plan: Vec<MongodPlan>,
    share: Share,
    state: &State,
    crashes: &Crashes,
) -> Result<Vec<(Vec<Service>, Mongod)>> {
    try_join_all(plan.into_iter().map(async |MongodPlan { name, port, services, users }| {
        let (dir, log) = (state.dir(&name), state.log(&name));
        let mongod = Mongod::start_named(&name, &dir, port, &log, share, Some(users), crashes).await?;
        anyhow::Ok((services, mongod))
    }))
    .await
}

async fn start_nats(builder: &Builder, port: u16, state: &State, crashes: &Crashes) -> Result<Option<Nats>> {
    if builder.given.nats.is_some() {
        return Ok(None);
    }
    let accounts = accounts(&state.secrets().nats_keys()?, &Names::new(&builder.bus_prefix));
    let (dir, log) = (state.dir("nats"), state.log("nats"));
    let nats = Nats::start_logging(&dir, port, builder.sync, &log, Some(&accounts), crashes).await?;
    Ok(Some(nats))
}

async fn start_stripe_double(
    builder: &Builder,
    state: &mut State,
    programs: &Path,
    ingress: u16,
    crashes: &Crashes,
) -> Result<Option<StripeDouble>> {
    if !builder.given.stripe.is_empty() {
        return Ok(None);
    }
    let step = builder.progress.begin("stripe-double");
    let webhooks = format!("http://127.0.0.1:{ingress}/api/payments/webhook");
    let (port, log) = (state.port("stripe-double")?, state.log("stripe-double"));
    let double = StripeDouble::start(programs, port, &webhooks, &log, crashes).await?;
    step.done_with(&double.url());
    Ok(Some(double))
}

async fn start_services(plan: Vec<ServicePlan>) -> Result<BTreeMap<Service, Vec<Server>>> {
    let started = try_join_all(plan.into_iter().map(async |(service, launch, port)| {
        let ready = Ready::Http(format!("http://127.0.0.1:{port}/readyz"));
        anyhow::Ok((service, Server::start(launch, port, ready).await?))
    }));
    let mut services = BTreeMap::<Service, Vec<Server>>::new();
    for (service, server) in started.await? {
        services.entry(service).or_default().push(server);
    }
    Ok(services)
}

async fn start_client(
    builder: &Builder,
    state: &mut State,
    ingress: u16,
    services: &BTreeMap<Service, Vec<Server>>,
    crashes: &Crashes,
) -> Result<Option<Server>> {
    if builder.client == ClientUse::None {
        return Ok(None);
    }
    let Some(client) = Client::in_workspace() else {
        builder.progress.note("there is no client/package.json, so no browser client");
        return Ok(None);
    };
    if builder.client == ClientUse::Build {
        client.build(&state.logs(), builder.progress).await?;
    }
    let step = builder.progress.begin("client");
    let (port, log) = (state.port("client")?, state.log("client"));
    let server = client.start(port, ingress, addresses(services), &log, crashes).await?;
    step.done_with(&server.url());
    Ok(Some(server))
}

/// Of each service with one replica; who has more is reached through the ingress, which shares the requests out.
fn addresses(services: &BTreeMap<Service, Vec<Server>>) -> Vec<(String, String)> {
    let address = |(service, replicas): (&Service, &Vec<Server>)| match replicas.as_slice() {
        [one] => Some((format!("{}_URL", service.name().to_uppercase()), one.url())),
        _ => None,
    };
    services.iter().filter_map(address).collect()
}

fn routes(
    services: &BTreeMap<Service, Vec<Server>>,
    client: Option<&Server>,
    stripe_double: Option<&StripeDouble>,
) -> Routes {
    let ports = |(service, replicas): (&Service, &Vec<Server>)| {
        (*service, replicas.iter().map(Server::port).collect())
    };
    Routes {
        services: services.iter().map(ports).collect(),
        client: client.map(Server::port),
        stripe_double: stripe_double.map(|double| double.server().port()),
        limits: None,
    }
}

fn describe_servers(mongods: &[(Vec<Service>, Mongod)], nats: Option<&Nats>) -> String {
    let mongods = match mongods.len() {
        0 => None,
        1 => Some("one mongod".to_owned()),
        count => Some(format!("{count} mongods")),
    };
    let parts: Vec<String> =
        mongods.into_iter().chain(nats.map(|_| "nats with JetStream".to_owned())).collect();
    if parts.is_empty() { "all of the environment's".to_owned() } else { parts.join(", ") }
}

fn describe_services(services: &BTreeMap<Service, Vec<Server>>) -> String {
    let each = services.iter().map(|(service, replicas)| match replicas.len() {
        1 => service.to_string(),
        count => format!("{service} ×{count}"),
    });
    each.collect::<Vec<_>>().join(", ")
}
