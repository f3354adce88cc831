use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::harness::{START, start_at};

#[tokio::test(flavor = "multi_thread")]
async fn every_endpoint_is_described_with_its_answers() {
    let app = start_at(START).await;
    let document: Value = app.anyone().get("/api/tickets/openapi.json").await.json(200);
    assert_eq!((&document["openapi"], &document["info"]["title"]), (&json!("3.1.0"), &json!("tickets")));
    let mut described = BTreeMap::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let answers: Vec<&str> =
                operation["responses"].as_object().unwrap().keys().map(String::as_str).collect();
            let signed_in = operation["security"] == json!([{ "session": [] }, { "plainSession": [] }]);
            described.insert(format!("{method} {path}"), (signed_in, answers.join(" ")));
        }
    }
    let expected = [
        ("get /api/admin/tickets", true, "200 400 401 403 429 500 503"),
        ("get /api/admin/tickets/audit", true, "200 400 401 403 429 500 503"),
        ("get /api/admin/tickets/{id}", true, "200 400 401 403 404 429 500 503"),
        ("post /api/admin/tickets/{id}/put-back", true, "200 400 401 403 404 413 415 429 500 503"),
        ("post /api/admin/tickets/{id}/take-down", true, "200 400 401 403 404 409 413 415 429 500 503"),
        ("delete /api/tickets/{id}", true, "204 400 401 403 404 409 429 500 503"),
        ("get /api/tickets", false, "200 400 429 500 503"),
        ("get /api/tickets/live", false, "200 429 500 503"),
        ("get /api/tickets/mine", true, "200 400 401 429 500 503"),
        ("get /api/tickets/{id}", false, "200 400 404 429 500 503"),
        ("get /api/tickets/{id}/live", false, "200 400 404 429 500 503"),
        ("post /api/tickets", true, "201 400 401 403 409 413 415 422 429 500 503"),
        ("put /api/tickets/{id}", true, "200 400 401 403 404 409 413 415 429 500 503"),
    ]
    .map(|(operation, signed_in, answers)| (operation.to_owned(), (signed_in, answers.to_owned())));
    assert_eq!(described, BTreeMap::from(expected));
    assert_eq!(document["components"]["securitySchemes"]["session"]["in"], "cookie");
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_and_parameters_are_described_as_they_are_checked() {
    let app = start_at(START).await;
    let document: Value = app.anyone().get("/api/tickets/openapi.json").await.json(200);
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["ListingBody"]["required"], json!(["title", "price"]));
    assert_eq!(schemas["ListingBody"]["properties"]["title"]["maxLength"], 200);
    assert_eq!(schemas["ListingBody"]["additionalProperties"], false);
    // The event's fields, all of them optional, and the ticket's own.
    assert_eq!(schemas["TicketView"]["allOf"][0]["$ref"], "#/components/schemas/EventDetails");
    assert_eq!(schemas["EventDetails"].get("required"), None);
    assert_eq!(
        schemas["TicketView"]["allOf"][1]["required"],
        json!(["id", "title", "price", "currency", "userId", "version", "status"])
    );
    let parameters = document["paths"]["/api/tickets"]["get"]["parameters"].as_array().unwrap();
    let names: Vec<&str> = parameters.iter().map(|parameter| parameter["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["q", "city", "minPrice", "maxPrice", "from", "to", "sort", "limit", "after"]);
    assert!(parameters.iter().all(|parameter| parameter["in"] == "query" && parameter["required"] == false));
}
