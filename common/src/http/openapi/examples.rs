//! Examples of what is sent and answered, made from the schemas: the example that a schema has, or one that
//! follows from it. A schema that asks for a form (a pattern, a format that is not known here) needs one of its own.

use serde_json::{Map, Value, json};

use super::completion::for_each_operation;

/// Schemas inside schemas; a document that goes deeper refers to itself.
const MAX_DEPTH: usize = 16;

/// Gives an example to every parameter, body and answer that has none.
pub(super) fn complete(document: &mut Value) {
    let schemas = document.pointer("/components/schemas").cloned().unwrap_or_default();
    for_each_operation(document, |_, operation| {
        let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
        for parameter in parameters.into_iter().flatten().filter_map(Value::as_object_mut) {
            give(parameter, &schemas);
        }
        let body = operation.get_mut("requestBody").into_iter();
        give_media(body, &schemas);
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
        give_media(responses.into_iter().flat_map(|responses| responses.values_mut()), &schemas);
    });
}

fn give_media<'a>(holders: impl Iterator<Item = &'a mut Value>, schemas: &Value) {
    for content in holders.filter_map(|holder| holder.get_mut("content")?.as_object_mut()) {
        for media in content.values_mut().filter_map(Value::as_object_mut) {
            give(media, schemas);
        }
    }
}

/// Optional parameters are left out of what is tried first, so they need no example.
fn give(holder: &mut Map<String, Value>, schemas: &Value) {
    let optional = holder.contains_key("in") && holder.get("required") != Some(&Value::Bool(true));
    if optional || holder.contains_key("example") || holder.contains_key("examples") {
        return;
    }
    let example = holder.get("schema").and_then(|schema| example(schema, schemas, 0));
    if let Some(example) = example {
        holder.insert("example".to_owned(), example);
    }
}

/// A value of the schema, if one is known.
fn example(schema: &Value, schemas: &Value, depth: usize) -> Option<Value> {
    if depth > MAX_DEPTH {
        return None;
    }
    let inner = |schema: &Value| example(schema, schemas, depth + 1);
    if let Some(given) = given(schema) {
        return Some(given);
    }
    if let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(|at| at.rsplit('/').next()) {
        return inner(schemas.get(name)?);
    }
    if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
        let mut whole = Map::new();
        for part in parts {
            whole.extend(inner(part)?.as_object()?.clone());
        }
        return Some(Value::Object(whole));
    }
    let choices = schema.get("oneOf").or_else(|| schema.get("anyOf")).and_then(Value::as_array);
    if let Some(choices) = choices {
        return choices.iter().find_map(inner);
    }
    match type_of(schema)? {
        "object" => object(schema, inner),
        "array" => Some(json!([inner(schema.get("items")?)?])),
        "string" => string(schema),
        "integer" | "number" => Some(schema.get("minimum").cloned().unwrap_or_else(|| json!(1))),
        "boolean" => Some(json!(true)),
        _ => None,
    }
}

fn given(schema: &Value) -> Option<Value> {
    let first = |list: &str| schema.get(list)?.as_array()?.first();
    let known = schema.get("example").or_else(|| first("examples")).or_else(|| schema.get("const"));
    known.or_else(|| schema.get("default")).or_else(|| first("enum")).cloned()
}

/// Of several, the one that is not `null`.
fn type_of(schema: &Value) -> Option<&str> {
    match schema.get("type")? {
        Value::String(one) => Some(one),
        Value::Array(several) => several.iter().filter_map(Value::as_str).find(|name| *name != "null"),
        _ => None,
    }
}

/// What must be there, and what has a value of its own.
fn object(schema: &Value, inner: impl Fn(&Value) -> Option<Value>) -> Option<Value> {
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |name: &str| required.is_some_and(|names| names.iter().any(|one| one == name));
    let mut members = Map::new();
    for (name, schema) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        if is_required(name) {
            members.insert(name.clone(), inner(schema)?);
        }
    }
    Some(Value::Object(members))
}

fn string(schema: &Value) -> Option<Value> {
    match schema.get("format").and_then(Value::as_str) {
        Some("date-time") => Some(json!("2099-06-01T18:30:00.000Z")),
        Some("date") => Some(json!("2099-06-01")),
        Some("email") => Some(json!("ada@example.com")),
        Some(_) => None,
        None if schema.get("pattern").is_some() => None,
        None => Some(json!("text")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(schema: &Value) -> Option<Value> {
        let schemas = json!({
            "Id": { "type": "string", "pattern": "^[0-9a-f]{2}$", "examples": ["6f"] },
            "Loop": { "type": "object", "required": ["next"], "properties": { "next": { "$ref": "#/x/Loop" } } },
        });
        example(schema, &schemas, 0)
    }

    #[test]
    fn an_object_has_what_it_must_have() {
        let schema = json!({
            "allOf": [
                { "type": "object", "properties": { "note": { "type": "string" } } },
                { "type": "object", "required": ["id", "kinds", "at"], "properties": {
                    "id": { "$ref": "#/x/Id" },
                    "kinds": { "type": "array", "items": { "enum": ["a", "b"] } },
                    "at": { "oneOf": [{ "type": "null" }, { "type": "string", "format": "date-time" }] },
                }},
            ],
        });
        assert_eq!(
            of(&schema),
            Some(json!({ "id": "6f", "kinds": ["a"], "at": "2099-06-01T18:30:00.000Z" }))
        );
    }

    #[test]
    fn a_form_that_is_not_known_has_none() {
        assert_eq!(of(&json!({ "type": "string", "pattern": "^a$" })), None);
        assert_eq!(of(&json!({ "type": "string", "format": "riddle" })), None);
        assert_eq!(of(&json!({ "$ref": "#/x/Loop" })), None);
    }
}
