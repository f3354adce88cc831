//! The Ingress as NGINX's configuration, with the meaning that F5's controller gives its annotations.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::IpAddr;

use anyhow::{Context as _, Result, bail};

use super::cluster::Cluster;
use super::manifest::Object;
use super::manifest::container::PortRef;
use super::manifest::routing::{BackendPort, Ingress, Path, PathType};

/// Where a pod is, by its name.
pub(super) type Addresses = BTreeMap<String, IpAddr>;

/// Annotations that are a directive of the same name.
const DIRECTIVES: [&str; 8] = [
    "client-max-body-size",
    "proxy-connect-timeout",
    "proxy-max-temp-file-size",
    "proxy-next-upstream",
    "proxy-next-upstream-timeout",
    "proxy-next-upstream-tries",
    "proxy-read-timeout",
    "proxy-send-timeout",
];

const HEAD: &str = r#"
worker_processes 2;
pid /tmp/nginx.pid;
error_log stderr warn;
events { worker_connections 1024; }
http {
    access_log off;
    client_body_temp_path /tmp/body;
    proxy_temp_path /tmp/proxy;
    fastcgi_temp_path /tmp/fastcgi;
    uwsgi_temp_path /tmp/uwsgi;
    scgi_temp_path /tmp/scgi;
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $host;
    proxy_set_header X-Real-IP $remote_addr;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Host $host;
    proxy_set_header X-Forwarded-Port $server_port;
    proxy_set_header X-Forwarded-Proto $scheme;
    server { listen 8081; return 200; }
    server { listen 8080 default_server; return 404; }
"#;

pub(super) fn nginx_conf(cluster: &Cluster, addresses: &Addresses) -> Result<String> {
    let ingress = cluster.ingress.as_ref().context("there is no Ingress")?;
    if ingress.spec.ingress_class_name != "nginx" {
        bail!("the Ingress is not of the class nginx");
    }
    let settings = Settings::of(ingress)?;
    let mut conf = format!("{HEAD}{}", settings.of_all);
    let mut upstreams = BTreeMap::new();
    let mut servers = String::new();
    // Writing to a string cannot fail.
    for rule in &ingress.spec.rules {
        let _ = write!(servers, "    server {{\n        listen 8080;\n        server_name {};\n", rule.host);
        for path in &rule.http.paths {
            let upstream = upstream(cluster, addresses, path)?;
            servers += &location(path, &upstream.name, &settings);
            upstreams.insert(upstream.name, upstream.servers);
        }
        servers += "    }\n";
    }
    for (name, pods) in upstreams {
        let _ = write!(conf, "    upstream {name} {{\n        zone {name} 64k;\n{pods}");
        let _ = writeln!(conf, "{}    }}", settings.keepalive);
    }
    Ok(conf + &servers + "}\n")
}

/// What the annotations say.
#[derive(Default)]
struct Settings {
    of_all: String,
    keepalive: String,
    /// The path that a Service gets in the place of the Ingress's, by the Service's name.
    rewrites: BTreeMap<String, String>,
}

impl Settings {
    fn of(ingress: &Object<Ingress>) -> Result<Self> {
        let mut settings = Self::default();
        let mut limit = BTreeMap::new();
        for (key, value) in &ingress.metadata.annotations {
            let key =
                key.strip_prefix("nginx.org/").with_context(|| format!("{key} is not handed on to NGINX"))?;
            match key {
                "limit-req-reject-code" => settings.of_all += &format!("    limit_req_status {value};\n"),
                _ if DIRECTIVES.contains(&key) => {
                    settings.of_all += &format!("    {} {value};\n", key.replace('-', "_"));
                }
                "server-tokens" => {
                    let value = if value == "false" { "off" } else { "on" };
                    settings.of_all += &format!("    server_tokens {value};\n");
                }
                "keepalive" => settings.keepalive = format!("        keepalive {value};\n"),
                "rewrites" => settings.rewrites = rewrites(value)?,
                "limit-req-rate"
                | "limit-req-burst"
                | "limit-req-no-delay"
                | "limit-req-key"
                | "limit-req-zone-size" => {
                    limit.insert(key, value.as_str());
                }
                _ => bail!("nginx.org/{key} is not handed on to NGINX"),
            }
        }
        settings.of_all += &limit_of(&limit)?;
        Ok(settings)
    }
}

fn limit_of(limit: &BTreeMap<&str, &str>) -> Result<String> {
    if limit.is_empty() {
        return Ok(String::new());
    }
    let of = |key: &str| limit.get(key).copied().with_context(|| format!("nginx.org/{key} is missing"));
    let (key, size, rate) = (of("limit-req-key")?, of("limit-req-zone-size")?, of("limit-req-rate")?);
    let delay = if limit.get("limit-req-no-delay").copied() == Some("true") { " nodelay" } else { "" };
    let burst = of("limit-req-burst")?;
    Ok(format!(
        "    limit_req_zone {key} zone=everyone:{size} rate={rate};\n    limit_req zone=everyone burst={burst}{delay};\n"
    ))
}

/// `serviceName=stripe-double rewrite=/`, with semicolons between several.
fn rewrites(value: &str) -> Result<BTreeMap<String, String>> {
    let one = |part: &str| {
        let (service, path) = part.trim().split_once(' ')?;
        let service = service.strip_prefix("serviceName=")?;
        Some((service.to_owned(), path.trim().strip_prefix("rewrite=")?.to_owned()))
    };
    let all = value.split(';').map(|part| one(part).with_context(|| format!("{part} is no rewrite")));
    all.collect()
}

struct Upstream {
    name: String,
    servers: String,
}

/// The pods themselves, as the controller has it.
fn upstream(cluster: &Cluster, addresses: &Addresses, path: &Path) -> Result<Upstream> {
    let backend = &path.backend.service;
    let service = cluster.services.iter().find(|service| service.metadata.name == backend.name);
    let service =
        service.with_context(|| format!("the Ingress names {}, which is no Service", backend.name))?;
    let port = service.spec.ports.iter().find(|port| match &backend.port {
        BackendPort::Name(name) => port.name == *name,
        BackendPort::Number(number) => port.port == *number,
    });
    let port = port.with_context(|| format!("Service/{} has no such port", backend.name))?;
    let mut servers = String::new();
    for pod in cluster.behind(service) {
        let address = addresses.get(&pod.name).with_context(|| format!("{} has no address", pod.name))?;
        let otherwise = PortRef::Number(port.port);
        let target =
            super::probe::port(pod, Some(port.target_port.as_ref().unwrap_or(&otherwise)), port.port)?;
        servers += &format!("        server {address}:{target} max_fails=1 fail_timeout=10s;\n");
    }
    if servers.is_empty() {
        bail!("nobody stands behind Service/{}", backend.name);
    }
    Ok(Upstream { name: backend.name.clone(), servers })
}

fn location(path: &Path, upstream: &str, settings: &Settings) -> String {
    let exact = if path.path_type == PathType::Exact { "= " } else { "" };
    let rewrite = settings.rewrites.get(upstream).map_or("", String::as_str);
    format!("        location {exact}{} {{ proxy_pass http://{upstream}{rewrite}; }}\n", path.path)
}
