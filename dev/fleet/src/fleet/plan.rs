//! Who gets which port, data and environment: everything that is decided before a process starts.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::{Builder, Mongods};
use crate::config::Settings;
use crate::process::{Crashes, Launch};
use crate::servers::{Mongod, Nats, Users};
use crate::service::Service;
use crate::state::State;
use crate::workspace;

/// A mongod that is to be started.
pub(super) struct MongodPlan {
    pub(super) name: String,
    pub(super) port: u16,
    /// Whose data it has.
    pub(super) services: Vec<Service>,
    pub(super) users: Users,
}

pub(super) fn plan_mongods(builder: &Builder, state: &mut State) -> Result<Vec<MongodPlan>> {
    let own = Service::ALL.into_iter().filter(|service| !builder.given.mongodb.contains_key(service));
    let groups: Vec<(String, Vec<Service>)> = match builder.mongods {
        Mongods::PerService => own.map(|service| (format!("mongod-{service}"), vec![service])).collect(),
        Mongods::Shared => vec![("mongod".to_owned(), own.collect())],
    };
    let groups = groups.into_iter().filter(|(_, services)| !services.is_empty());
    let plan = |(name, services): (String, Vec<Service>)| {
        let port = state.fixed_port(&name)?;
        let users = state.secrets().mongodb_users(&name, &services)?;
        Ok(MongodPlan { name, port, services, users })
    };
    groups.map(plan).collect()
}

/// With which each service reaches its database; those of our own mongods are noted beside the passwords.
pub(super) fn mongodb_uris(
    builder: &Builder,
    mongods: &[(Vec<Service>, Mongod)],
    state: &State,
) -> Result<BTreeMap<Service, String>> {
    let mut uris = builder.given.mongodb.clone();
    for (services, mongod) in mongods {
        for service in services {
            let uri = mongod.uri_of(service.name()).with_context(|| format!("{service} is no user"))?;
            state.secrets().note_uri(*service, &uri)?;
            uris.insert(*service, uri);
        }
    }
    Ok(uris)
}

pub(super) fn settings(
    builder: &Builder,
    state: &State,
    ingress: u16,
    nats: Option<&Nats>,
    stripe: Vec<(String, String)>,
) -> Result<Settings> {
    let key = state.signing_key()?;
    let nats_url = nats.map(|nats| nats.url().to_owned()).or_else(|| builder.given.nats.clone());
    Ok(Settings {
        nats_url: nats_url.context("there is no nats-server")?,
        nats_seeds: nats.map(|_| state.secrets().dir().to_owned()),
        bus_prefix: builder.bus_prefix.clone(),
        database_prefix: builder.database_prefix.clone(),
        signing_key: key.to_pem(),
        jwks: key.jwks(),
        admin_email: builder.admin_email.clone(),
        public_url: format!("http://localhost:{ingress}"),
        mail_folder: state.dir("mail"),
        tries_per_minute: builder.tries_per_minute,
        order_window: builder.order_window,
        stripe,
        log_filter: builder.log_filter.clone(),
        extra: builder.extra.clone(),
    })
}

/// One replica of a service and its port.
pub(super) type ServicePlan = (Service, Launch, u16);

pub(super) fn plan_services(
    builder: &Builder,
    state: &mut State,
    settings: &Settings,
    mongodb_uris: &BTreeMap<Service, String>,
    programs: &Path,
    crashes: &Crashes,
) -> Result<Vec<ServicePlan>> {
    let mut plan = Vec::new();
    for service in Service::ALL {
        let uri = mongodb_uris.get(&service).with_context(|| format!("{service} has no MongoDB"))?;
        let count = builder.replicas.get(&service).copied().unwrap_or(1);
        for replica in 0..count {
            let name = if count == 1 { service.to_string() } else { format!("{service}-{replica}") };
            let port = state.port(&name)?;
            let mut environment = settings.environment(service, port, uri);
            if let Some(rewrite) = &builder.rewrite {
                environment = rewrite.apply(service, replica, environment)?;
            }
            let program = workspace::program(programs, service.name())?;
            let mut launch = Launch::new(&name, program, state.log(&name)).env(environment);
            launch.crashes = crashes.clone();
            plan.push((service, launch, port));
        }
    }
    Ok(plan)
}
