//! Values that a database or a deserialiser could take for more than they are.

use e2e::Market;
use serde_json::{Value, json};

/// MongoDB's operators, and what other layers would read something into.
fn operators() -> Vec<Value> {
    vec![
        json!({ "$gt": "" }),
        json!({ "$ne": null }),
        json!({ "$where": "sleep(1000)" }),
        json!([{ "$gt": "" }]),
        json!({ "__proto__": { "role": "admin" } }),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_is_refused_in_every_field_of_every_body() {
    let market = Market::open().await;
    let admin = market.admin().await.http;
    let mut accepted = Vec::new();
    for operation in market.operations().await {
        for field in operation.fields() {
            for operator in operators() {
                let mut body = operation.example().unwrap();
                body[&field] = operator.clone();
                let request = admin.request(operation.method.clone(), &operation.unknown()).json(&body);
                let answer = admin.send(request).await;
                if (answer.status.as_u16(), answer.code().as_str()) != (400, "invalid_request") {
                    let name = operation.name();
                    accepted.push(format!(
                        "{name}: {field} {operator} answered {} {}",
                        answer.status, answer.body
                    ));
                }
            }
        }
    }
    assert!(accepted.is_empty(), "{}", accepted.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_in_a_query_is_refused_or_a_text_that_nothing_has() {
    let market = Market::open().await;
    let admin = market.admin().await;
    // There is something to be found, if only for who gets past a filter.
    admin.sell("10").await;
    let mut found = Vec::new();
    for operation in market.operations().await {
        for (name, _) in operation.query() {
            let queries = [format!("{name}[$gt]=&{name}[$ne]=1"), format!("{name}=%7B%22$gt%22:%22%22%7D")];
            for query in queries {
                let path = format!("{}?{query}", operation.path_with(e2e::UNKNOWN));
                let answer = admin.http.send(admin.http.request(operation.method.clone(), &path)).await;
                let nothing = answer.status.as_u16() == 200 && answer.body == "[]";
                let refused = answer.status.as_u16() == 400 && answer.code() == "invalid_request";
                if !nothing && !refused {
                    found.push(format!(
                        "{} {query} answered {} {}",
                        operation.name(),
                        answer.status,
                        answer.body
                    ));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_or_a_path_in_the_place_of_an_id_is_refused() {
    let market = Market::open().await;
    let admin = market.admin().await.http;
    let mut accepted = Vec::new();
    for operation in market.operations().await.iter().filter(|operation| operation.has_id()) {
        for id in
            ["%7B%22$gt%22:%22%22%7D", "%24ne", "..%2f..%2fmetrics", "%00", "65f0c0ffee65f0c0ffee65f0%27"]
        {
            let request = admin.request(operation.method.clone(), &operation.path_with(id));
            let request = match operation.example() {
                Some(body) => request.json(&body),
                None => request,
            };
            let answer = admin.send(request).await;
            // NGINX leaves no way above a path, and takes no zero in it.
            if !matches!(answer.status.as_u16(), 400 | 404) {
                accepted.push(format!("{} {id} answered {}", operation.name(), answer.status));
            }
        }
    }
    assert!(accepted.is_empty(), "{}", accepted.join("\n"));
}

/// What a caller may not decide, under the names that it has anywhere.
const NOT_THE_CALLERS: [&str; 16] = [
    "role",
    "admin",
    "id",
    "_id",
    "userId",
    "sub",
    "sid",
    "version",
    "createdAt",
    "emailVerified",
    "priceCents",
    "amount",
    "currency",
    "orderId",
    "status",
    "outbox",
];

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sets_what_is_not_the_callers_to_say() {
    let market = Market::open().await;
    let admin = market.admin().await.http;
    let mut accepted = Vec::new();
    for operation in market.operations().await {
        let fields = operation.fields();
        if fields.is_empty() {
            continue;
        }
        for name in NOT_THE_CALLERS.iter().filter(|name| !fields.iter().any(|field| field == *name)) {
            let mut body = operation.example().unwrap();
            body[*name] = json!("admin");
            let request = admin.request(operation.method.clone(), &operation.unknown()).json(&body);
            let answer = admin.send(request).await;
            if answer.status.as_u16() != 400 || answer.fields() != [*name] {
                accepted.push(format!("{}: {name} answered {}", operation.name(), answer.status));
            }
        }
    }
    assert!(accepted.is_empty(), "{}", accepted.join("\n"));
}
