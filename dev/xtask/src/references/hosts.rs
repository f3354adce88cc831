//! Hosts inside of the cluster that addresses name: in variables and arguments, in ConfigMaps and Secrets.

use serde_json::Value;

use super::Faults;
use super::pods::Pod;
use super::set::{Set, called, decoded, list, namespace_of, text};

/// Schemes of addresses that can be the cluster's own, and the port of one that names none.
const SCHEMES: [(&str, u64); 4] =
    [("http://", 80), ("https://", 443), ("nats://", 4222), ("mongodb://", 27017)];

pub(super) fn check(set: &Set, faults: &mut Faults) {
    for object in set.objects() {
        let (owner, namespace) = (called(object), namespace_of(object));
        let mut check = |text: &str| {
            for address in addresses(text) {
                if let Err(fault) = address.resolve(set, namespace) {
                    faults.add(&owner, fault);
                }
            }
        };
        match text(object, "/kind") {
            "ConfigMap" => values(object, "/data").for_each(&mut check),
            "Secret" => {
                values(object, "/stringData").for_each(&mut check);
                let decoded = values(object, "/data").filter_map(decoded);
                decoded.filter_map(|bytes| String::from_utf8(bytes).ok()).for_each(|value| check(&value));
            }
            _ => {
                for container in Pod::of(object).iter().flat_map(Pod::containers) {
                    list(container, "/env").iter().for_each(|variable| check(text(variable, "/value")));
                    let words = list(container, "/command").iter().chain(list(container, "/args"));
                    words.filter_map(Value::as_str).for_each(&mut check);
                }
            }
        }
    }
}

fn values<'a>(object: &'a Value, pointer: &str) -> impl Iterator<Item = &'a str> {
    let map = object.pointer(pointer).and_then(Value::as_object).into_iter().flatten();
    map.filter_map(|(_, value)| value.as_str())
}

#[derive(Debug, PartialEq, Eq)]
struct Address {
    host: String,
    port: u64,
}

/// Every host in every address of a text. MongoDB's addresses hold a list of them.
fn addresses(text: &str) -> Vec<Address> {
    let mut found = Vec::new();
    for (scheme, default_port) in SCHEMES {
        for (start, _) in text.match_indices(scheme) {
            let rest = text.get(start + scheme.len()..).unwrap_or_default();
            let end = rest.find(|c: char| c.is_whitespace() || "/?\"'`;<>]})".contains(c));
            let authority = end.and_then(|end| rest.get(..end)).unwrap_or(rest);
            let hosts = authority.rsplit_once('@').map_or(authority, |(_, hosts)| hosts);
            for host in hosts.split(',') {
                let (host, port) = match host.split_once(':') {
                    Some((host, port)) => (host, port.parse().unwrap_or_default()),
                    None => (host, default_port),
                };
                found.push(Address { host: host.to_owned(), port });
            }
        }
    }
    found
}

impl Address {
    /// Fails for a name of the cluster that nobody bears. Names of the outside are not ours to check.
    fn resolve(&self, set: &Set, namespace: &str) -> Result<(), String> {
        let host = self.host.trim_end_matches('.');
        let is_name = |host: &str| host.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.');
        if host == "localhost" || !is_name(host) || host.parse::<std::net::IpAddr>().is_ok() {
            return Ok(());
        }
        let short = host.strip_suffix(".cluster.local").unwrap_or(host);
        let (short, is_inside) = short.strip_suffix(".svc").map_or((short, false), |short| (short, true));
        let labels: Vec<&str> = short.split('.').collect();
        match labels.as_slice() {
            [service] => self.service(set, namespace, service),
            [pod, service] if is_member(pod) => self.member(set, namespace, pod, service),
            [pod, service, within] if is_member(pod) && (is_inside || *within == namespace) => {
                self.member(set, within, pod, service)
            }
            [service, within] if is_inside || *within == namespace => {
                // Another namespace's Services are not in the set.
                if *within == namespace { self.service(set, namespace, service) } else { Ok(()) }
            }
            _ => Ok(()),
        }
    }

    fn service(&self, set: &Set, namespace: &str, name: &str) -> Result<(), String> {
        if made_by_operator(set, namespace, name) {
            return Ok(());
        }
        let service = set.find("Service", namespace, name);
        let service = service.ok_or_else(|| format!("{} is no Service's name", self.host))?;
        let ports = list(service, "/spec/ports");
        if ports.iter().any(|port| port.get("port").and_then(Value::as_u64) == Some(self.port)) {
            return Ok(());
        }
        Err(format!("Service {name} has no port {}", self.port))
    }

    /// A pod of a StatefulSet by its own name.
    fn member(&self, set: &Set, namespace: &str, pod: &str, service: &str) -> Result<(), String> {
        if made_by_operator(set, namespace, service) {
            return Ok(());
        }
        self.service(set, namespace, service)?;
        let (owner, number) = pod.rsplit_once('-').unwrap_or_default();
        let stateful = set.find("StatefulSet", namespace, owner);
        let stateful = stateful.filter(|stateful| text(stateful, "/spec/serviceName") == service);
        let Some(stateful) = stateful else {
            return Err(format!("no StatefulSet {owner} names its pods through Service {service}"));
        };
        let replicas = stateful.pointer("/spec/replicas").and_then(Value::as_u64).unwrap_or(1);
        if number.parse::<u64>().is_ok_and(|number| number < replicas) {
            return Ok(());
        }
        Err(format!("StatefulSet {owner} has {replicas} pod(s), none of which is {pod}"))
    }
}

/// `mongo-auth-0`: whatever ends in a number.
fn is_member(label: &str) -> bool {
    let number = label.rsplit_once('-').map(|(_, number)| number).unwrap_or_default();
    !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
}

/// MongoDB's operator makes the Service of a database.
fn made_by_operator(set: &Set, namespace: &str, service: &str) -> bool {
    let database = service.strip_suffix("-svc");
    database.is_some_and(|database| set.find("MongoDBCommunity", namespace, database).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_host_of_an_address_is_found() {
        let found = |text: &str| {
            let found = addresses(text).into_iter();
            found.map(|address| format!("{}:{}", address.host, address.port)).collect::<Vec<_>>()
        };
        let uri = "mongodb://orders:p4ss@mongo-0.mongo:27017,mongo-1.mongo/orders?replicaSet=rs0";
        assert_eq!(found(uri), ["mongo-0.mongo:27017", "mongo-1.mongo:27017"]);
        assert_eq!(found("routes: [nats://nats-0.nats-headless:6222]"), ["nats-0.nats-headless:6222"]);
        assert_eq!(found("see http://auth:3000/healthz."), ["auth:3000"]);
        assert_eq!(found("http://client"), ["client:80"]);
        assert!(found("no address").is_empty());
    }
}
