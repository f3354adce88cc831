//! What the services say of themselves holds together and is true: a client is generated from it.

use e2e::{Market, Operation, members};
use serde_json::Value;

#[tokio::test(flavor = "multi_thread")]
async fn the_openapi_documents_hold_together() {
    let market = Market::open().await;
    let mut faults = Vec::new();
    for (service, document) in market.documents().await {
        let dangling = dangling_references(&document, &document);
        faults.extend(dangling.into_iter().map(|fault| format!("{service}: {fault}")));
        for scheme in ["session", "plainSession"] {
            assert_eq!(document["components"]["securitySchemes"][scheme]["in"], "cookie", "{service}");
        }
    }
    let operations = market.operations().await;
    assert!(operations.len() >= 17, "{}", operations.len());
    for operation in &operations {
        faults.extend(
            operation_faults(operation).into_iter().map(|fault| format!("{}: {fault}", operation.name())),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    market.settle().await;
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

fn operation_faults(operation: &Operation) -> Vec<String> {
    let told = &operation.told;
    let mut faults = Vec::new();
    let mut expect = |holds: bool, fault: String| {
        if !holds {
            faults.push(fault);
        }
    };
    expect(
        told["summary"].as_str().is_some_and(|text| !text.is_empty()),
        "it says not what it does".to_owned(),
    );
    expect(told["security"].is_array(), "it says not whether it wants a session".to_owned());
    for parameter in told["parameters"].as_array().into_iter().flatten() {
        let name = parameter["name"].as_str().unwrap();
        let in_path = operation.path.contains(&format!("{{{name}}}"));
        expect(in_path == (parameter["in"] == "path"), format!("{name} is in {}", parameter["in"]));
        expect(parameter["required"] != true || has_example(parameter), format!("{name} has no example"));
    }
    for (media_type, media) in told["requestBody"]["content"].as_object().into_iter().flatten() {
        expect(has_example(media), format!("its body of {media_type} has no example"));
    }
    for status in must_be_told(operation) {
        expect(told["responses"].get(status).is_some(), format!("{status} is not told"));
    }
    for (status, response) in members(&told["responses"]) {
        for fault in response_faults(status, response) {
            expect(false, format!("{status} {fault}"));
        }
    }
    faults
}

/// What may happen to a request because of what it is.
fn must_be_told(operation: &Operation) -> Vec<&'static str> {
    let has_body = operation.told.get("requestBody").is_some();
    let has_input = has_body || operation.told.get("parameters").is_some();
    let mut statuses = vec!["429", "500", "503"];
    statuses.extend(has_input.then_some("400"));
    statuses.extend(operation.needs_session().then_some("401"));
    statuses.extend(operation.changes().then_some("403"));
    statuses.extend(operation.has_id().then_some("404"));
    statuses.extend(has_body.then_some(["413", "415"]).into_iter().flatten());
    statuses
}

fn response_faults(status: &str, response: &Value) -> Vec<&'static str> {
    let mut faults = Vec::new();
    let error = status >= "400";
    if response["description"].as_str().is_none_or(str::is_empty) {
        faults.push("has no description");
    }
    if response["headers"].get("x-request-id").is_none() {
        faults.push("does not tell the request's id");
    }
    if ["429", "503"].contains(&status) && response["headers"].get("Retry-After").is_none() {
        faults.push("says not when to try again");
    }
    let content = response["content"].as_object();
    if error && content.is_none_or(|content| content.keys().ne(["application/problem+json"])) {
        faults.push("is no problem detail");
    }
    if content.is_some_and(|content| !content.values().all(has_example)) {
        faults.push("has no example");
    }
    faults
}

fn has_example(holder: &Value) -> bool {
    holder.get("example").is_some_and(|example| !example.is_null())
        || holder["examples"].as_object().is_some_and(|examples| !examples.is_empty())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_must_be_signed_in_is_what_the_documents_say() {
    let market = Market::open().await;
    let anyone = market.anyone();
    let mut lies = Vec::new();
    for operation in market.operations().await {
        let request = operation.request(&anyone);
        let status = if operation.is_live() {
            anyone.send_for_head(request).await
        } else {
            anyone.send(request).await
        };
        let refused = status.status.as_u16() == 401;
        if refused != operation.needs_session() {
            lies.push(format!("{} answered {}", operation.name(), status.status));
        }
    }
    assert!(lies.is_empty(), "{}", lies.join("\n"));
}
