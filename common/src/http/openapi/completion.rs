//! What an operation's document must say besides what its author wrote.

use serde_json::{Map, Value, json};

use super::problems;

const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

/// Completes every operation.
pub(super) fn complete(document: &mut Value, service: &str) {
    if let Some(components) = document.get_mut("components").and_then(Value::as_object_mut) {
        components.insert("headers".to_owned(), headers());
    }
    for_each_operation(document, |method, operation| {
        operation.entry("tags").or_insert_with(|| json!([service]));
        name_cursors(operation);
        let asks = Asks::of(method, operation);
        operation.insert("security".to_owned(), security(asks.session));
        let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else { return };
        for (status, meaning) in problems::that_follow(&asks) {
            responses.entry(status).or_insert_with(|| json!({ "description": meaning }));
        }
        for (status, response) in responses {
            if let (Some(response), Ok(status)) = (response.as_object_mut(), status.parse()) {
                problems::complete(response, status, &asks);
                add_headers(response, status);
            }
        }
    });
}

/// Calls `complete` with each operation and its method.
pub(super) fn for_each_operation(
    document: &mut Value,
    mut complete: impl FnMut(&str, &mut Map<String, Value>),
) {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for item in paths.into_iter().flat_map(|paths| paths.values_mut()) {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if let Some(operation) = operation.as_object_mut().filter(|_| METHODS.contains(&method.as_str()))
            {
                complete(method, operation);
            }
        }
    }
}

/// Whether an operation wants to know who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Session {
    None,
    Optional,
    Required,
}

/// What an operation asks of a request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asks {
    pub(super) session: Session,
    pub(super) parameters: bool,
    pub(super) body: bool,
    /// A method that changes something, which other sites may not have a browser send.
    pub(super) change: bool,
}

impl Asks {
    fn of(method: &str, operation: &Map<String, Value>) -> Self {
        let alternatives = operation.get("security").and_then(Value::as_array);
        let session = match alternatives {
            None => Session::None,
            Some(all) if all.iter().any(|one| one.as_object().is_none_or(Map::is_empty)) => Session::Optional,
            Some(all) if all.is_empty() => Session::None,
            Some(_) => Session::Required,
        };
        let parameters = operation.get("parameters").and_then(Value::as_array);
        Self {
            session,
            parameters: parameters.is_some_and(|parameters| !parameters.is_empty()),
            body: operation.contains_key("requestBody"),
            change: method != "get",
        }
    }
}

/// Said of every operation, also of one that asks for nobody.
fn security(session: Session) -> Value {
    match session {
        Session::None => json!([]),
        Session::Optional => json!([{}, { "session": [] }, { "plainSession": [] }]),
        Session::Required => json!([{ "session": [] }, { "plainSession": [] }]),
    }
}

/// Nobody can make one up.
fn name_cursors(operation: &mut Map<String, Value>) {
    let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
    for parameter in parameters.into_iter().flatten().filter(|parameter| is_cursor(parameter)) {
        if let Some(schema) = parameter.get_mut("schema").and_then(Value::as_object_mut) {
            schema.insert("format".to_owned(), json!("cursor"));
        }
    }
}

fn is_cursor(parameter: &Value) -> bool {
    parameter.get("name").is_some_and(|name| name == "after")
        && parameter.get("in").is_some_and(|place| place == "query")
}

fn headers() -> Value {
    json!({
        "RequestId": {
            "description": "The request's id: the one that it came with, or a new one. The logs have it.",
            "required": true,
            "schema": { "type": "string", "minLength": 1, "maxLength": 64, "example": "3f1c0b5e2d" },
        },
        "RetryAfter": {
            "description": "Seconds to wait before trying again.",
            "required": true,
            "schema": { "type": "integer", "minimum": 1, "example": 1 },
        },
    })
}

fn add_headers(response: &mut Map<String, Value>, status: u16) {
    let headers = response.entry("headers").or_insert_with(|| json!({}));
    let Some(headers) = headers.as_object_mut() else { return };
    headers.insert("x-request-id".to_owned(), json!({ "$ref": "#/components/headers/RequestId" }));
    if matches!(status, 429 | 503) {
        headers.insert("Retry-After".to_owned(), json!({ "$ref": "#/components/headers/RetryAfter" }));
    }
}
