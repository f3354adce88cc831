//! Pods that a set makes: their labels, ports and specification.

use serde_json::Value;

use super::set::{called, list, namespace_of, text};

/// A pod template, or what is known of the pods that an operator makes.
pub(crate) struct Pod<'a> {
    /// `Deployment/auth`
    pub(crate) owner: String,
    pub(crate) namespace: &'a str,
    labels: Vec<(String, String)>,
    ports: Ports,
    /// Nothing where an operator writes it.
    pub(crate) spec: Option<&'a Value>,
}

enum Ports {
    Known(Vec<(String, u64)>),
    /// Whatever the operator's program listens on.
    Any,
}

impl<'a> Pod<'a> {
    pub(crate) fn of(object: &'a Value) -> Option<Self> {
        let name = text(object, "/metadata/name");
        let (labels, ports, spec) = match text(object, "/kind") {
            "Pod" => template(object),
            "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" | "Job" => {
                template(object.pointer("/spec/template")?)
            }
            "CronJob" => template(object.pointer("/spec/jobTemplate/spec/template")?),
            "MongoDBCommunity" => {
                let mut labels = pairs(object.pointer("/spec/statefulSet/spec/template/metadata/labels"));
                labels.push(("app".to_owned(), format!("{name}-svc")));
                (labels, Ports::Known(vec![("mongodb".to_owned(), 27017)]), None)
            }
            "Gateway" => {
                let mut labels = pairs(object.pointer("/spec/infrastructure/labels"));
                labels.push(("gateway.networking.k8s.io/gateway-name".to_owned(), name.to_owned()));
                (labels, Ports::Any, None)
            }
            _ => return None,
        };
        Some(Self { owner: called(object), namespace: namespace_of(object), labels, ports, spec })
    }

    /// Any object by its own labels, for selectors that choose no pods.
    pub(crate) fn labelled(object: &'a Value) -> Self {
        Self {
            owner: called(object),
            namespace: namespace_of(object),
            labels: pairs(object.pointer("/metadata/labels")),
            ports: Ports::Any,
            spec: None,
        }
    }

    /// Whether `matchLabels` and `matchExpressions` choose it.
    pub(crate) fn matches(&self, selector: &Value) -> bool {
        let labels = selector.get("matchLabels");
        let expressions = list(selector, "/matchExpressions");
        self.has_labels(labels) && expressions.iter().all(|expression| self.satisfies(expression))
    }

    /// Whether it has all of them, as the selector of a Service means it.
    pub(crate) fn has_labels(&self, wanted: Option<&Value>) -> bool {
        pairs(wanted).iter().all(|pair| self.labels.contains(pair))
    }

    fn satisfies(&self, expression: &Value) -> bool {
        let key = text(expression, "/key");
        let value = self.labels.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        let listed =
            || list(expression, "/values").iter().filter_map(Value::as_str).any(|v| Some(v) == value);
        match text(expression, "/operator") {
            "In" => listed(),
            "NotIn" => !listed(),
            "Exists" => value.is_some(),
            "DoesNotExist" => value.is_none(),
            _ => false,
        }
    }

    /// Whether it listens on the port, which is a name or a number.
    pub(crate) fn listens_on(&self, port: &Value) -> bool {
        match &self.ports {
            Ports::Any => true,
            Ports::Known(ports) => ports.iter().any(|(name, number)| is_port(port, name, *number)),
        }
    }

    /// Those of initialisation first.
    pub(crate) fn containers(&self) -> impl Iterator<Item = &'a Value> {
        let of = |part| self.spec.map(|spec| list(spec, part)).unwrap_or_default();
        of("/initContainers").iter().chain(of("/containers"))
    }
}

/// Whether a port's name or number is meant.
pub(crate) fn is_port(meant: &Value, name: &str, number: u64) -> bool {
    match meant {
        Value::String(meant) => meant == name,
        meant => meant.as_u64() == Some(number),
    }
}

fn template(template: &Value) -> (Vec<(String, String)>, Ports, Option<&Value>) {
    let labels = pairs(template.pointer("/metadata/labels"));
    let containers = list(template, "/spec/initContainers").iter().chain(list(template, "/spec/containers"));
    let ports = containers.flat_map(|container| list(container, "/ports"));
    let ports = ports.map(|port| {
        let number = port.get("containerPort").and_then(Value::as_u64).unwrap_or_default();
        (text(port, "/name").to_owned(), number)
    });
    (labels, Ports::Known(ports.collect()), template.get("spec"))
}

fn pairs(map: Option<&Value>) -> Vec<(String, String)> {
    let map = map.and_then(Value::as_object).into_iter().flatten();
    map.map(|(key, value)| (key.clone(), value.as_str().unwrap_or_default().to_owned())).collect()
}
