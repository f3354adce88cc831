//! A whole small set without a fault, and every way to break it.

use std::collections::BTreeMap;

use super::variables::{Programs, Variables};
use super::{Keys, Set, check};

const WHOLE: &str = include_str!("tests/whole.yaml");

fn programs() -> Programs {
    let of = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let shop = Variables {
        required: of(&["MONGODB_URI", "NATS_URL", "SESSION_JWKS"]),
        optional: of(&["PORT", "LOG_FORMAT", "SEED_FILE"]),
    };
    BTreeMap::from([("shop".to_owned(), shop)])
}

fn expected() -> BTreeMap<String, Keys> {
    BTreeMap::from([("shop-nats".to_owned(), Keys::from(["seed".to_owned()]))])
}

fn faults(yaml: &str) -> Vec<String> {
    let set = Set::parse(yaml, expected()).unwrap();
    let faults = check(&set, &programs(), &expected());
    faults.lines().into_iter().map(str::to_owned).collect()
}

/// The faults of the set with one text in the place of another, which must be there.
fn broken(before: &str, after: &str) -> Vec<String> {
    assert_eq!(WHOLE.matches(before).count(), 1, "`{before}` must stand once in the whole set");
    faults(&WHOLE.replace(before, after))
}

macro_rules! a_mutation_is_caught {
    ($($name:ident: $before:literal => $after:literal, $fault:literal;)*) => {
        $(#[test] fn $name() { assert_eq!(broken($before, $after).join(" | "), $fault); })*
    };
}

#[test]
fn a_whole_set_has_no_fault() {
    assert_eq!(faults(WHOLE), Vec::<String>::new());
}

a_mutation_is_caught! {
    a_missing_secret: "secretKeyRef: {name: shop-mongo," => "secretKeyRef: {name: shop-mungo,",
        "Deployment/shop: there is no Secret shop-mungo";
    a_missing_key_of_a_secret: "key: connectionString.standard}" => "key: uri}",
        "Deployment/shop: Secret shop-mongo has no key uri";
    a_missing_key_of_an_outside_secret: "items: [{key: seed," => "items: [{key: nkey,",
        "Deployment/shop: Secret shop-nats has no key nkey";
    an_outside_secret_that_nobody_promised: "secretName: shop-nats" => "secretName: shop-bus",
        "Deployment/shop: there is no Secret shop-bus | external-secrets.txt: nothing names Secret shop-nats";
    a_missing_config_map: "configMapKeyRef: {name: session-jwks," => "configMapKeyRef: {name: session-jwk,",
        "Deployment/shop: there is no ConfigMap session-jwk";
    a_missing_key_of_a_config_map: "key: session-jwks.json" => "key: jwks.json",
        "Deployment/shop: ConfigMap session-jwks has no key jwks.json";
    a_missing_config_map_of_a_volume: "configMap: {name: nats-config}" => "configMap: {name: nats-konfig}",
        "StatefulSet/nats: there is no ConfigMap nats-konfig";
    a_missing_service_account: "serviceAccountName: shop" => "serviceAccountName: shops",
        "Deployment/shop: there is no ServiceAccount shops";
    a_missing_role: "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}"
        => "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: writer}",
        "RoleBinding/reader: there is no Role writer";
    a_missing_volume: "- {name: bus, mountPath: /bus}" => "- {name: buss, mountPath: /bus}",
        "Deployment/shop: container app mounts buss, which is no volume | Deployment/shop: no container mounts the volume bus";
    a_missing_volume_claim: "claimName: exports" => "claimName: imports",
        "Deployment/shop: there is no PersistentVolumeClaim imports";
    a_missing_claim_template: "volumeClaimTemplates: [{metadata: {name: data}," => "volumeClaimTemplates: [{metadata: {name: date},",
        "StatefulSet/nats: container nats mounts data, which is no volume | StatefulSet/nats: no container mounts the volume date";
    a_selector_of_a_service: "selector: {app: shop}, ports:" => "selector: {app: shops}, ports:",
        "Service/shop: its selector matches no pod";
    a_selector_of_a_workload: "selector: {matchLabels: {app: shop}} # of the workload" => "selector: {matchLabels: {app: shops}}",
        "Deployment/shop: its selector does not match its own pods";
    a_selector_of_a_spread: "labelSelector: {matchLabels: {app: shop}}" => "labelSelector: {matchLabels: {app: shops}}",
        "Deployment/shop: a selector for placing its pods matches none";
    a_selector_of_a_budget: "selector: {matchLabels: {app: shop}}, maxUnavailable:" => "selector: {matchLabels: {app: shops}}, maxUnavailable:",
        "PodDisruptionBudget/shop: its selector matches no pod";
    a_target_of_a_scaler: "scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}"
        => "scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shops}",
        "HorizontalPodAutoscaler/shop: there is no Deployment shops";
    a_selector_of_a_policy: "podSelector: {matchLabels: {app: nats}} # of the policy" => "podSelector: {matchLabels: {app: nat}}",
        "NetworkPolicy/nats: its podSelector matches no pod";
    a_peer_of_a_policy: "podSelector: {matchExpressions: [{key: app, operator: In, values: [shop]}]}"
        => "podSelector: {matchExpressions: [{key: app, operator: In, values: [shops]}]}",
        "NetworkPolicy/nats: a rule's podSelector matches no pod: {\"matchExpressions\":[{\"key\":\"app\",\"operator\":\"In\",\"values\":[\"shops\"]}]}";
    a_port_of_a_policy: "ports: [{port: client}]" => "ports: [{port: 4223}]",
        "NetworkPolicy/nats: a rule allows port 4223, on which no pod listens";
    a_port_by_name: "targetPort: http}" => "targetPort: https}",
        "Service/shop: Deployment/shop declares no port https";
    a_port_by_number: "targetPort: 4222}" => "targetPort: 4223}",
        "Service/nats: StatefulSet/nats declares no port 4223";
    a_port_of_a_probe: "readinessProbe: {httpGet: {path: /readyz, port: http}}" => "readinessProbe: {httpGet: {path: /readyz, port: web}}",
        "Deployment/shop: readinessProbe asks port web, which is not declared";
    a_backend_of_an_ingress: "service: {name: shop, port: {number: 3000}}" => "service: {name: shops, port: {number: 3000}}",
        "Ingress/market: there is no Service shops";
    a_port_of_an_ingress: "port: {number: 3000}}" => "port: {number: 3001}}",
        "Ingress/market: Service shop has no port 3001";
    a_certificate_of_an_ingress: "tls: [{secretName: market-tls}]" => "tls: [{secretName: market-cert}]",
        "Ingress/market: there is no Secret market-cert";
    a_backend_of_a_route: "backendRefs: [{name: shop, port: 3000}]" => "backendRefs: [{name: shops, port: 3000}]",
        "HTTPRoute/market: there is no Service shops";
    a_gateway_of_a_route: "parentRefs: [{name: market, sectionName: http}]" => "parentRefs: [{name: markets, sectionName: http}]",
        "HTTPRoute/market: there is no Gateway markets";
    a_listener_of_a_gateway: "sectionName: http}]" => "sectionName: web}]",
        "HTTPRoute/market: Gateway market has no listener web";
    a_target_of_a_gateways_policy: "targetRef: {group: gateway.networking.k8s.io, kind: Gateway, name: market}"
        => "targetRef: {group: gateway.networking.k8s.io, kind: Gateway, name: markets}",
        "ClientSettingsPolicy/market: there is no Gateway markets";
    a_service_of_a_stateful_set: "serviceName: nats" => "serviceName: nat",
        "ConfigMap/nats-config: no StatefulSet nats names its pods through Service nats | StatefulSet/nats: there is no Service nat";
    a_host_in_a_variable: "value: nats://nats:4222" => "value: nats://natts:4222",
        "Deployment/shop: natts is no Service's name";
    a_port_in_a_variable: "value: nats://nats:4222" => "value: nats://nats:4333",
        "Deployment/shop: Service nats has no port 4333";
    a_host_in_a_config_map: "nats://nats-0.nats:4222" => "nats://nats-3.nats:4222",
        "ConfigMap/nats-config: StatefulSet nats has 1 pod(s), none of which is nats-3";
    a_host_in_a_secret: "mongodb://shop:secret@mongo:27017/shop" => "mongodb://shop:secret@mungo:27017/shop",
        "Secret/shop-mongo: mungo is no Service's name";
    a_variable_that_is_required: "- {name: SESSION_JWKS, valueFrom" => "- {name: SEED_FILE, valueFrom",
        "Deployment/shop: SESSION_JWKS is required and not given";
    a_variable_that_is_not_read: "- {name: LOG_FORMAT, value: text}" => "- {name: LOG_STYLE, value: text}",
        "Deployment/shop: LOG_STYLE is given and not read";
    a_shared_variable_that_nobody_reads: "data: {LOG_FORMAT: json," => "data: {LOG_STYLE: json,",
        "Deployment/shop: LOG_STYLE is given and no program reads it";
    a_variable_that_is_given_twice: "- {name: LOG_FORMAT, value: text}" => "- {name: NATS_URL, value: nats://nats}",
        "Deployment/shop: NATS_URL is given twice";
    a_file_that_a_variable_names: "SEED_FILE: /bus/seed" => "SEED_FILE: /bus/seeds",
        "Deployment/shop: SEED_FILE names /bus/seeds, which no volume holds";
    a_mention_of_a_variable: "$(PORT)" => "$(PORTS)",
        "Deployment/shop: $(PORTS) is no variable of the container";
    a_missing_config_map_of_variables: "configMapRef: {name: service-config}" => "configMapRef: {name: services-config}",
        "Deployment/shop: there is no ConfigMap services-config";
    a_missing_key_of_a_projected_volume: "items: [{key: password," => "items: [{key: pass,",
        "Deployment/shop: Secret mongo-password has no key pass";
    a_missing_account_of_a_binding: "subjects: [{kind: ServiceAccount, name: shop}]" => "subjects: [{kind: ServiceAccount, name: ship}]",
        "RoleBinding/reader: there is no ServiceAccount ship";
    a_missing_account_of_a_cron_job: "serviceAccountName: exporter" => "serviceAccountName: porter",
        "CronJob/export: there is no ServiceAccount porter";
    a_certificate_of_a_gateway: "certificateRefs: [{name: edge-tls}]" => "certificateRefs: [{name: edge}]",
        "Gateway/market: there is no Secret edge";
    a_selector_of_a_monitor: "{key: app, operator: Exists}" => "{key: apps, operator: Exists}",
        "PodMonitor/shop: its selector matches no pod";
    a_port_of_a_monitor: "podMetricsEndpoints: [{port: http}]" => "podMetricsEndpoints: [{port: metrics}]",
        "PodMonitor/shop: Deployment/shop declares no port metrics";
    a_selector_of_a_monitor_of_services: "matchLabels: {of: shop}}" => "matchLabels: {of: ship}}",
        "ServiceMonitor/shop: its selector matches no Service";
    a_port_of_a_monitor_of_services: "endpoints: [{port: http}]} # of" => "endpoints: [{port: web}]} # of",
        "ServiceMonitor/shop: Service/shop has no port web";
    a_password_of_the_operators_user: "passwordSecretRef: {name: mongo-password}" => "passwordSecretRef: {name: mongo-pass}",
        "MongoDBCommunity/mongo-orders: there is no Secret mongo-pass";
}
