//! What the services say of themselves holds together: a client is generated from it.

use e2e::Market;
use serde_json::{Map, Value};

#[tokio::test(flavor = "multi_thread")]
async fn the_openapi_documents_hold_together() {
    let market = Market::open().await;
    let anyone = market.anyone();
    let mut faults = Vec::new();
    for service in ["auth", "tickets", "orders", "payments", "expiration"] {
        let document: Value = anyone.get(&format!("/api/{service}/openapi.json")).await.json(200);
        let mut found = dangling_references(&document, &document);
        for (path, operations) in members(&document["paths"]) {
            for (method, operation) in members(operations) {
                found.extend(
                    operation_faults(path, operation).map(|fault| format!("{method} {path}: {fault}")),
                );
            }
        }
        faults.extend(found.into_iter().map(|fault| format!("{service}: {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    market.settle().await;
}

fn members(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap()
}

fn dangling_references(value: &Value, document: &Value) -> Vec<String> {
    match value {
        Value::Object(members) => {
            let own = members.get("$ref").and_then(Value::as_str);
            let dangling = own.filter(|at| document.pointer(at.trim_start_matches('#')).is_none());
            let inner = members.values().flat_map(|member| dangling_references(member, document));
            dangling.map(|at| format!("{at} is not there")).into_iter().chain(inner).collect()
        }
        Value::Array(items) => items.iter().flat_map(|item| dangling_references(item, document)).collect(),
        _ => Vec::new(),
    }
}

fn operation_faults(path: &str, operation: &Value) -> impl Iterator<Item = String> {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let misplaced = parameters.filter_map(move |parameter| {
        let name = parameter["name"].as_str().unwrap();
        let in_path = path.contains(&format!("{{{name}}}"));
        (in_path != (parameter["in"] == "path")).then(|| format!("{name} is in {}", parameter["in"]))
    });
    let reads_json = operation["requestBody"]["content"].get("application/json").is_some();
    let untold = reads_json && operation["responses"].get("415").is_none();
    misplaced.chain(untold.then(|| "415 is not told".to_owned()))
}
