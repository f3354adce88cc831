//! Who reaches whom: Services, Ingresses, routes, policies, budgets and scalers.

use serde_json::Value;

use super::Faults;
use super::configuration::shown;
use super::pods::{Pod, is_port};
use super::set::{Set, called, list, namespace_of, text};

pub(super) fn check(set: &Set, faults: &mut Faults) {
    let pods = set.pods();
    for object in set.objects() {
        let network = Network { set, pods: &pods, object, owner: called(object) };
        match text(object, "/kind") {
            "Service" => network.service(faults),
            "Ingress" => network.ingress(faults),
            "HTTPRoute" => network.route(faults),
            "Gateway" => network.gateway(faults),
            "NetworkPolicy" => network.policy(faults),
            "PodDisruptionBudget" => network.selects_pods("/spec/selector", faults),
            "PodMonitor" => network.monitor(faults),
            "ServiceMonitor" => network.service_monitor(faults),
            "HorizontalPodAutoscaler" => network.target("/spec/scaleTargetRef", faults),
            "Deployment" | "StatefulSet" | "DaemonSet" => network.workload(faults),
            _ => network.attached_policy(faults),
        }
    }
}

/// One object among the others.
struct Network<'a> {
    set: &'a Set,
    pods: &'a [Pod<'a>],
    object: &'a Value,
    owner: String,
}

impl Network<'_> {
    fn namespace(&self) -> &str {
        namespace_of(self.object)
    }

    fn selected(&self, selector: &Value) -> Vec<&Pod<'_>> {
        let here = self.pods.iter().filter(|pod| pod.namespace == self.namespace());
        here.filter(|pod| pod.matches(selector)).collect()
    }

    fn selects_pods(&self, pointer: &str, faults: &mut Faults) {
        let Some(selector) = self.object.pointer(pointer) else { return };
        if self.selected(selector).is_empty() {
            faults.add(&self.owner, "its selector matches no pod".to_owned());
        }
    }

    fn service(&self, faults: &mut Faults) {
        let Some(selector) = self.object.pointer("/spec/selector") else { return };
        let here = self.pods.iter().filter(|pod| pod.namespace == self.namespace());
        let pods: Vec<_> = here.filter(|pod| pod.has_labels(Some(selector))).collect();
        if pods.is_empty() {
            return faults.add(&self.owner, "its selector matches no pod".to_owned());
        }
        for port in list(self.object, "/spec/ports") {
            let target = port.get("targetPort").or_else(|| port.get("port")).unwrap_or(&Value::Null);
            for pod in pods.iter().filter(|pod| !pod.listens_on(target)) {
                faults.add(&self.owner, format!("{} declares no port {}", pod.owner, shown(target)));
            }
        }
    }

    /// A Service and one of its ports that a backend names.
    fn backend(&self, namespace: &str, name: &str, port: &Value, faults: &mut Faults) {
        let Some(service) = self.set.find("Service", namespace, name) else {
            return faults.add(&self.owner, format!("there is no Service {name}"));
        };
        let known = list(service, "/spec/ports").iter().any(|known| {
            is_port(port, text(known, "/name"), known.get("port").and_then(Value::as_u64).unwrap_or_default())
        });
        if !known {
            faults.add(&self.owner, format!("Service {name} has no port {}", shown(port)));
        }
    }

    fn ingress(&self, faults: &mut Faults) {
        let rules = list(self.object, "/spec/rules").iter();
        let paths = rules.flat_map(|rule| list(rule, "/http/paths")).filter_map(|path| path.get("backend"));
        for backend in paths.chain(self.object.pointer("/spec/defaultBackend")) {
            let port =
                backend.pointer("/service/port/name").or_else(|| backend.pointer("/service/port/number"));
            let name = text(backend, "/service/name");
            self.backend(self.namespace(), name, port.unwrap_or(&Value::Null), faults);
        }
        for tls in list(self.object, "/spec/tls") {
            self.secret(text(tls, "/secretName"), faults);
        }
    }

    fn secret(&self, name: &str, faults: &mut Faults) {
        if !name.is_empty() && self.set.keys("Secret", self.namespace(), name).is_none() {
            faults.add(&self.owner, format!("there is no Secret {name}"));
        }
    }

    fn route(&self, faults: &mut Faults) {
        for backend in list(self.object, "/spec/rules").iter().flat_map(|rule| list(rule, "/backendRefs")) {
            let namespace = match text(backend, "/namespace") {
                "" => self.namespace(),
                namespace => namespace,
            };
            let port = backend.get("port").unwrap_or(&Value::Null);
            self.backend(namespace, text(backend, "/name"), port, faults);
        }
        for parent in list(self.object, "/spec/parentRefs") {
            let (name, section) = (text(parent, "/name"), text(parent, "/sectionName"));
            let Some(gateway) = self.set.find("Gateway", self.namespace(), name) else {
                faults.add(&self.owner, format!("there is no Gateway {name}"));
                continue;
            };
            let listeners = list(gateway, "/spec/listeners");
            if !section.is_empty() && !listeners.iter().any(|listener| text(listener, "/name") == section) {
                faults.add(&self.owner, format!("Gateway {name} has no listener {section}"));
            }
        }
    }

    fn gateway(&self, faults: &mut Faults) {
        let listeners = list(self.object, "/spec/listeners").iter();
        for certificate in listeners.flat_map(|listener| list(listener, "/tls/certificateRefs")) {
            self.secret(text(certificate, "/name"), faults);
        }
    }

    /// The policies that a gateway's implementation adds name what they are for.
    fn attached_policy(&self, faults: &mut Faults) {
        self.target("/spec/targetRef", faults);
        for target in list(self.object, "/spec/targetRefs") {
            self.target_is(target, faults);
        }
    }

    fn target(&self, pointer: &str, faults: &mut Faults) {
        if let Some(target) = self.object.pointer(pointer) {
            self.target_is(target, faults);
        }
    }

    fn target_is(&self, target: &Value, faults: &mut Faults) {
        let (kind, name) = (text(target, "/kind"), text(target, "/name"));
        if self.set.find(kind, self.namespace(), name).is_none() {
            faults.add(&self.owner, format!("there is no {kind} {name}"));
        }
    }

    fn monitor(&self, faults: &mut Faults) {
        let Some(selector) = self.object.pointer("/spec/selector") else { return };
        let pods = self.selected(selector);
        if pods.is_empty() {
            return faults.add(&self.owner, "its selector matches no pod".to_owned());
        }
        for endpoint in list(self.object, "/spec/podMetricsEndpoints") {
            let Some(port) = endpoint.get("port").or_else(|| endpoint.get("portNumber")) else { continue };
            for pod in pods.iter().filter(|pod| !pod.listens_on(port)) {
                faults.add(&self.owner, format!("{} declares no port {}", pod.owner, shown(port)));
            }
        }
    }

    fn service_monitor(&self, faults: &mut Faults) {
        let Some(selector) = self.object.pointer("/spec/selector") else { return };
        let services: Vec<_> = self
            .set
            .of_kind("Service")
            .filter(|service| namespace_of(service) == self.namespace())
            .filter(|service| Pod::labelled(service).matches(selector))
            .collect();
        if services.is_empty() {
            return faults.add(&self.owner, "its selector matches no Service".to_owned());
        }
        for port in list(self.object, "/spec/endpoints").iter().map(|endpoint| text(endpoint, "/port")) {
            for service in &services {
                if !list(service, "/spec/ports").iter().any(|known| text(known, "/name") == port) {
                    faults.add(&self.owner, format!("{} has no port {port}", called(service)));
                }
            }
        }
    }

    fn workload(&self, faults: &mut Faults) {
        let Some(own) = Pod::of(self.object) else { return };
        let selector = self.object.pointer("/spec/selector").unwrap_or(&Value::Null);
        if !own.matches(selector) {
            faults.add(&self.owner, "its selector does not match its own pods".to_owned());
        }
        let name = text(self.object, "/spec/serviceName");
        if !name.is_empty() {
            match self.set.find("Service", self.namespace(), name) {
                None => faults.add(&self.owner, format!("there is no Service {name}")),
                Some(service) if !own.has_labels(service.pointer("/spec/selector")) => {
                    faults.add(&self.owner, format!("Service {name} does not select its pods"));
                }
                Some(_) => {}
            }
        }
        let spec = own.spec.unwrap_or(&Value::Null);
        let spread =
            list(spec, "/topologySpreadConstraints").iter().filter_map(|one| one.get("labelSelector"));
        let affinity = ["/affinity/podAffinity", "/affinity/podAntiAffinity"].into_iter().flat_map(|part| {
            let required = format!("{part}/requiredDuringSchedulingIgnoredDuringExecution");
            let preferred = format!("{part}/preferredDuringSchedulingIgnoredDuringExecution");
            let required = list(spec, &required).iter().filter_map(|term| term.get("labelSelector"));
            let preferred = list(spec, &preferred).iter();
            required.chain(preferred.filter_map(|term| term.pointer("/podAffinityTerm/labelSelector")))
        });
        for selector in spread.chain(affinity) {
            if self.selected(selector).is_empty() {
                faults.add(&self.owner, "a selector for placing its pods matches none".to_owned());
            }
        }
    }

    fn policy(&self, faults: &mut Faults) {
        let chosen = self.object.pointer("/spec/podSelector").unwrap_or(&Value::Null);
        let own = self.selected(chosen);
        if own.is_empty() {
            faults.add(&self.owner, "its podSelector matches no pod".to_owned());
        }
        let is_for_all = chosen.as_object().is_none_or(serde_json::Map::is_empty);
        for rule in list(self.object, "/spec/ingress") {
            self.peers(list(rule, "/from"), faults);
            // A rule for every pod speaks of ports that only some have.
            if !is_for_all {
                self.reaches(list(rule, "/ports"), &own, faults);
            }
        }
        for rule in list(self.object, "/spec/egress") {
            let peers = list(rule, "/to");
            self.peers(peers, faults);
            let inside: Vec<_> = peers.iter().filter_map(inside).collect();
            if !inside.is_empty() && inside.len() == peers.len() {
                let reached: Vec<_> = inside.iter().flat_map(|selector| self.selected(selector)).collect();
                self.reaches(list(rule, "/ports"), &reached, faults);
            }
        }
    }

    fn peers(&self, peers: &[Value], faults: &mut Faults) {
        for selector in peers.iter().filter_map(inside) {
            if self.selected(selector).is_empty() {
                faults.add(&self.owner, format!("a rule's podSelector matches no pod: {selector}"));
            }
        }
    }

    fn reaches(&self, ports: &[Value], pods: &[&Pod<'_>], faults: &mut Faults) {
        for port in ports.iter().filter_map(|port| port.get("port")) {
            if !pods.is_empty() && !pods.iter().any(|pod| pod.listens_on(port)) {
                faults
                    .add(&self.owner, format!("a rule allows port {}, on which no pod listens", shown(port)));
            }
        }
    }
}

/// The selector of a peer in the policy's own namespace.
fn inside(peer: &Value) -> Option<&Value> {
    peer.get("podSelector").filter(|_| peer.get("namespaceSelector").is_none())
}
