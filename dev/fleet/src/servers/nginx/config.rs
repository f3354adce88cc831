//! The ingress's configuration file.

use std::fmt::Write as _;

use crate::service::Service;

const TEMPLATE: &str = include_str!("nginx.conf");

/// 2,000 clients with a connection to the upstream each, on one worker.
const CONNECTIONS: u64 = 8_192;

/// The paths of a service, and all below them.
const PREFIXES: [(&str, Service); 8] = [
    ("/api/users", Service::Auth),
    ("/api/tickets", Service::Tickets),
    ("/api/orders", Service::Orders),
    ("/api/payments", Service::Payments),
    ("/api/admin/users", Service::Auth),
    ("/api/admin/tickets", Service::Tickets),
    ("/api/admin/orders", Service::Orders),
    ("/api/admin/payments", Service::Payments),
];

/// Single paths of services that are outside their prefix or have none.
const EXACT: [(&str, Service); 2] =
    [("/api/auth/openapi.json", Service::Auth), ("/api/expiration/openapi.json", Service::Expiration)];

/// What nginx says where no service answers.
const ERRORS: [Problem; 8] = [
    Problem {
        status: 400,
        code: "invalid_request",
        title: "Bad Request",
        message: "this is no request that can be read",
        retry: false,
    },
    Problem {
        status: 405,
        code: "method_not_allowed",
        title: "Method Not Allowed",
        message: "this method is not allowed here",
        retry: false,
    },
    Problem {
        status: 413,
        code: "body_too_large",
        title: "Payload Too Large",
        message: "the request body is too large",
        retry: false,
    },
    Problem {
        status: 429,
        code: "too_many_requests",
        title: "Too Many Requests",
        message: "too many requests, try again later",
        retry: true,
    },
    Problem {
        status: 500,
        code: "internal",
        title: "Internal Server Error",
        message: "something went wrong",
        retry: false,
    },
    Problem {
        status: 502,
        code: "unavailable",
        title: "Bad Gateway",
        message: "the service cannot be reached, try again",
        retry: true,
    },
    Problem {
        status: 503,
        code: "unavailable",
        title: "Service Unavailable",
        message: "the service is unavailable, try again",
        retry: true,
    },
    Problem {
        status: 504,
        code: "unavailable",
        title: "Gateway Timeout",
        message: "the service did not answer in time, try again",
        retry: true,
    },
];

const NOT_FOUND: Problem =
    Problem { status: 404, code: "not_found", title: "Not Found", message: "not found", retry: false };

/// Where requests go: loopback ports.
#[derive(Clone, Debug, Default)]
pub struct Routes {
    /// Each service's replicas.
    pub services: Vec<(Service, Vec<u16>)>,
    /// The browser client. Without one, what is no service's is not found.
    pub client: Option<u16>,
    /// What stands in for Stripe, below `/stripe/`.
    pub stripe_double: Option<u16>,
    /// None for tests, whose thousands of people have one address.
    pub limits: Option<Limits>,
}

/// What one address may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub requests_per_second: u32,
    /// So many more at once, before any is refused.
    pub burst: u32,
    pub connections: u32,
}

impl Limits {
    /// A household behind one address does not notice, nor does a rush of buyers on the developer's own machine.
    pub const GENEROUS: Self = Self { requests_per_second: 1_000, burst: 5_000, connections: 4_000 };
}

/// The nginx and the process that the file is for.
pub(super) struct Build {
    /// What `nginx -V` says.
    pub(super) options: String,
    /// Workers would otherwise become another user, who cannot write into the directory.
    pub(super) as_root: bool,
    /// The hard limit; none if unlimited.
    pub(super) open_files: Option<u64>,
}

struct Problem {
    status: u16,
    code: &'static str,
    title: &'static str,
    message: &'static str,
    retry: bool,
}

pub(super) fn render(port: u16, routes: &Routes, build: &Build) -> String {
    let open_files = build.open_files.unwrap_or(u64::MAX).min(CONNECTIONS * 2);
    TEMPLATE
        .replace("@user@", if build.as_root { "user root;" } else { "" })
        .replace("@open_files@", &open_files.to_string())
        .replace("@connections@", &CONNECTIONS.min(open_files).to_string())
        .replace("@temp_paths@", &temp_paths(&build.options))
        .replace("@limits@", &routes.limits.map(limit_zones).unwrap_or_default())
        .replace("@limited@", &routes.limits.map(limited).unwrap_or_default())
        .replace("@upstreams@", &upstreams(routes))
        .replace("@port@", &port.to_string())
        .replace("@error_pages@", &error_pages())
        .replace("@locations@", &locations(routes))
}

/// All below the server's own directory. A directive whose module is left out of this nginx would be an error.
fn temp_paths(options: &str) -> String {
    let mut text = String::from("    client_body_temp_path tmp-body;\n    proxy_temp_path tmp-proxy;\n");
    for module in ["fastcgi", "uwsgi", "scgi"] {
        if !options.contains(&format!("--without-http_{module}_module")) {
            let _ = writeln!(text, "    {module}_temp_path tmp-{module};");
        }
    }
    text
}

fn limit_zones(limits: Limits) -> String {
    let rate = limits.requests_per_second;
    format!(
        "    # Who asks too much is told so, with Retry-After, and not served late.\n    \
         limit_req_zone $binary_remote_addr zone=requests:10m rate={rate}r/s;\n    \
         limit_conn_zone $binary_remote_addr zone=connections:10m;\n    \
         limit_req_status 429;\n    limit_conn_status 429;\n\n"
    )
}

fn limited(limits: Limits) -> String {
    let Limits { burst, connections, .. } = limits;
    format!(
        "        limit_req zone=requests burst={burst} nodelay;\n        limit_conn connections {connections};\n"
    )
}

fn upstreams(routes: &Routes) -> String {
    let mut text = String::new();
    for (service, ports) in &routes.services {
        text += &upstream(service.name(), ports);
    }
    for (name, port) in [("client", routes.client), ("stripe-double", routes.stripe_double)] {
        text += &port.map(|port| upstream(name, &[port])).unwrap_or_default();
    }
    text
}

/// An idle connection is given up well before the service does (75 s), so that no POST is sent into a closing one.
fn upstream(name: &str, ports: &[u16]) -> String {
    let mut text = format!("    upstream {name} {{\n");
    for port in ports {
        let _ = writeln!(text, "        server 127.0.0.1:{port} max_fails=0;");
    }
    text +=
        "        keepalive 256;\n        keepalive_timeout 10s;\n        keepalive_requests 100000;\n    }\n";
    text
}

fn error_pages() -> String {
    // What nginx calls a head that is too large, until it answers.
    let mut text = String::from("        error_page 494 =400 /-/400;\n");
    for problem in ERRORS {
        let status = problem.status;
        // A request that could not be read has no path, with which nginx enters no named location.
        let _ = writeln!(text, "        error_page {status} /-/{status};");
        let body = format!("            internal;\n{}", answer(&problem));
        text += &location(&format!("= /-/{status}"), &body);
    }
    text
}

fn locations(routes: &Routes) -> String {
    let has = |service| routes.services.iter().any(|(routed, ports)| *routed == service && !ports.is_empty());
    let mut text = String::new();
    for (path, service) in EXACT.into_iter().filter(|(_, service)| has(*service)) {
        text += &location(&format!("= {path}"), &proxy(service.name()));
    }
    // Two locations each, so that a prefix ends with its path element.
    for (path, service) in PREFIXES.into_iter().filter(|(_, service)| has(*service)) {
        text += &location(&format!("= {path}"), &proxy(service.name()));
        text += &location(&format!("{path}/"), &proxy(service.name()));
    }
    if routes.stripe_double.is_some() {
        // With a path in it, nginx replaces the prefix: the double's paths are Stripe's own.
        text += &location("/stripe/", &proxy("stripe-double/"));
    }
    let rest = if routes.client.is_some() { proxy("client") } else { answer(&NOT_FOUND) };
    text + &location("/", &rest)
}

fn location(name: &str, body: &str) -> String {
    format!("        location {name} {{\n{body}        }}\n")
}

fn proxy(upstream: &str) -> String {
    format!("            proxy_pass http://{upstream};\n")
}

fn answer(problem: &Problem) -> String {
    let Problem { status, code, title, message, retry } = problem;
    let retry = if *retry { "            add_header Retry-After 1 always;\n" } else { "" };
    let body = serde_json::json!({
        "errors": [{ "message": message }],
        "type": "about:blank",
        "title": title,
        "status": status,
        "code": code,
    });
    format!(
        "            default_type application/problem+json;\n            add_header X-Request-Id $trusted_request_id always;\n{retry}            return {status} '{body}';\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build() -> Build {
        Build { options: "--without-http_scgi_module".into(), as_root: false, open_files: Some(20_000) }
    }

    fn routes() -> Routes {
        let services = vec![(Service::Auth, vec![3001]), (Service::Orders, vec![3003, 3013])];
        Routes { services, ..Routes::default() }
    }

    #[test]
    fn nothing_is_left_to_fill_in() {
        let text = render(8080, &routes(), &build());
        let is_placeholder =
            |word: &str| word.strip_prefix('@').is_some_and(|name| name.starts_with(char::is_alphabetic));
        assert_eq!(text.split_whitespace().find(|word| is_placeholder(word)), None);
        assert!(text.contains("listen 127.0.0.1:8080 "));
    }

    #[test]
    fn every_replica_is_in_its_services_upstream() {
        let text = upstreams(&routes());
        assert!(text.contains("upstream orders {"));
        assert!(text.contains("127.0.0.1:3003 ") && text.contains("127.0.0.1:3013 "));
    }

    #[test]
    fn a_prefix_ends_with_its_path_element() {
        let text = locations(&routes());
        assert!(text.contains("location = /api/users {"));
        assert!(text.contains("location /api/users/ {"));
        assert!(!text.contains("location /api/users {"));
    }

    #[test]
    fn only_what_runs_is_routed() {
        let text = locations(&routes());
        assert!(
            !text.contains("/api/payments") && !text.contains("/stripe/") && !text.contains("http://client")
        );
        assert!(text.contains("return 404 "));
        let all = Routes { client: Some(3000), stripe_double: Some(3006), ..routes() };
        let text = locations(&all);
        assert!(text.contains("http://client") && text.contains("location /stripe/"));
    }

    #[test]
    fn temporary_paths_are_only_those_that_this_nginx_knows() {
        let text = temp_paths(&build().options);
        assert!(text.contains("uwsgi_temp_path") && !text.contains("scgi_temp_path"));
    }

    #[test]
    fn only_a_fleet_with_limits_has_them() {
        assert!(!render(8080, &routes(), &build()).contains("limit_req"));
        let limited = Routes { limits: Some(Limits::GENEROUS), ..routes() };
        let text = render(8080, &limited, &build());
        assert!(
            text.contains("rate=1000r/s;") && text.contains("limit_req zone=requests burst=5000 nodelay;")
        );
    }

    #[test]
    fn a_small_limit_of_open_files_is_kept() {
        let small = Build { open_files: Some(1_024), ..build() };
        let text = render(8080, &routes(), &small);
        assert!(text.contains("worker_rlimit_nofile 1024;") && text.contains("worker_connections 1024;"));
    }
}
