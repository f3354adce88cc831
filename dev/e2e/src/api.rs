//! The API as its documents describe it: what goes through all operations goes through new ones by itself.

use reqwest::Method;
use serde_json::{Map, Value};
use testkit::Client;

use crate::Market;

const SERVICES: [&str; 5] = ["auth", "tickets", "orders", "payments", "expiration"];
const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];
/// Whom nobody has.
pub const UNKNOWN: &str = "65f0c0ffee65f0c0ffee65f0";

/// An operation of a service.
#[derive(Clone, Debug)]
pub struct Operation {
    pub service: &'static str,
    pub method: Method,
    pub path: String,
    /// What its document says of it.
    pub told: Value,
    schemas: Value,
}

impl Market {
    /// Each service's document.
    pub async fn documents(&self) -> Vec<(&'static str, Value)> {
        let mut documents = Vec::new();
        for service in SERVICES {
            let path = format!("/api/{service}/openapi.json");
            documents.push((service, self.anyone().get(&path).await.json(200)));
        }
        documents
    }

    /// Every operation of every service.
    pub async fn operations(&self) -> Vec<Operation> {
        let mut operations = Vec::new();
        for (service, document) in self.documents().await {
            for (path, item) in members(&document["paths"]) {
                for method in METHODS {
                    let Some(told) = item.get(method) else { continue };
                    operations.push(Operation {
                        service,
                        method: method.to_uppercase().parse().unwrap(),
                        path: path.clone(),
                        told: told.clone(),
                        schemas: document["components"]["schemas"].clone(),
                    });
                }
            }
        }
        operations
    }
}

impl Operation {
    /// `GET /api/orders/{id}`
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Whether only who is signed in may ask.
    pub fn needs_session(&self) -> bool {
        let alternatives = self.told["security"].as_array().unwrap();
        !alternatives.is_empty() && alternatives.iter().all(|one| !members(one).is_empty())
    }

    pub fn has_id(&self) -> bool {
        self.path.contains('{')
    }

    /// Whether its answer never ends.
    pub fn is_live(&self) -> bool {
        self.told["responses"]["200"]["content"].get("text/event-stream").is_some()
    }

    pub fn changes(&self) -> bool {
        self.method != Method::GET
    }

    /// The example of a body of JSON, if it reads one.
    pub fn example(&self) -> Option<Value> {
        let media = self.told["requestBody"]["content"].get("application/json")?;
        Some(media["example"].clone())
    }

    /// The names of all fields that a body of JSON may have.
    pub fn fields(&self) -> Vec<String> {
        let schema = &self.told["requestBody"]["content"]["application/json"]["schema"];
        let schema = match schema["$ref"].as_str().and_then(|at| at.rsplit('/').next()) {
            Some(name) => &self.schemas[name],
            None => schema,
        };
        schema["properties"].as_object().into_iter().flat_map(Map::keys).cloned().collect()
    }

    /// The names of its query parameters, and whether each must be there.
    pub fn query(&self) -> Vec<(String, bool)> {
        let parameters = self.told["parameters"].as_array().into_iter().flatten();
        let in_query = parameters.filter(|parameter| parameter["in"] == "query");
        in_query
            .map(|parameter| (parameter["name"].as_str().unwrap().to_owned(), parameter["required"] == true))
            .collect()
    }

    /// Its path, with this in the place of every id.
    pub fn path_with(&self, id: &str) -> String {
        let parts = self.path.split('/').map(|part| if part.starts_with('{') { id } else { part });
        parts.collect::<Vec<_>>().join("/")
    }

    /// The path of a request that names nothing that there is, with every parameter that must be there.
    pub fn unknown(&self) -> String {
        let required = self.query().into_iter().filter(|(_, required)| *required);
        let query: Vec<String> = required.map(|(name, _)| format!("{name}={UNKNOWN}")).collect();
        let path = self.path_with(UNKNOWN);
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }

    /// The same request, to be finished: with the example of the body, if it reads one.
    pub fn request(&self, client: &Client) -> reqwest::RequestBuilder {
        let request = client.request(self.method.clone(), &self.unknown());
        match self.example() {
            Some(body) => request.json(&body),
            None => request,
        }
    }
}

/// Of an object.
pub fn members(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap()
}
