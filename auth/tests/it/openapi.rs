use serde_json::Value;
use testkit::World;

use crate::harness::start;

#[tokio::test(flavor = "multi_thread")]
async fn every_endpoint_is_described() {
    let app = start(World::new().await).await;
    let document: Value = app.anyone().get("/api/auth/openapi.json").await.json(200);
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    for (method, path, statuses) in [
        (
            "post",
            "/api/users/signup",
            &["201", "400", "403", "409", "413", "415", "422", "429", "500", "503"][..],
        ),
        ("post", "/api/users/signin", &["200", "400", "403", "413", "415", "429", "500", "503"]),
        ("post", "/api/users/password", &["200", "400", "401", "403", "413", "415", "429", "500", "503"]),
        ("post", "/api/users/password-reset", &["202", "400", "403", "413", "415", "429", "500", "503"]),
        (
            "post",
            "/api/users/password-reset/confirm",
            &["204", "400", "403", "413", "415", "429", "500", "503"],
        ),
        ("post", "/api/users/email-verification", &["202", "401", "403", "429", "500", "503"]),
        (
            "post",
            "/api/users/email-verification/confirm",
            &["204", "400", "403", "413", "415", "429", "500", "503"],
        ),
        ("delete", "/api/users/me", &["204", "400", "401", "403", "409", "413", "415", "429", "500", "503"]),
        ("post", "/api/users/signout", &["200", "403", "429", "500", "503"]),
        ("get", "/api/users/currentuser", &["200", "429", "500", "503"]),
        ("get", "/api/users/sessions", &["200", "401", "429", "500", "503"]),
        ("delete", "/api/users/sessions", &["204", "401", "403", "429", "500", "503"]),
        ("delete", "/api/users/sessions/{id}", &["204", "400", "401", "403", "404", "429", "500", "503"]),
        ("get", "/api/admin/users", &["200", "400", "401", "403", "429", "500", "503"]),
        ("get", "/api/admin/users/audit", &["200", "400", "401", "403", "429", "500", "503"]),
        ("get", "/api/admin/users/{id}", &["200", "400", "401", "403", "404", "429", "500", "503"]),
        (
            "post",
            "/api/admin/users/{id}/suspend",
            &["200", "400", "401", "403", "404", "409", "413", "415", "429", "500", "503"],
        ),
        (
            "post",
            "/api/admin/users/{id}/restore",
            &["200", "400", "401", "403", "404", "409", "413", "415", "429", "500", "503"],
        ),
        (
            "put",
            "/api/admin/users/{id}/role",
            &["200", "400", "401", "403", "404", "409", "413", "415", "429", "500", "503"],
        ),
    ] {
        let responses = document["paths"][path][method]["responses"].as_object().unwrap();
        assert_eq!(responses.keys().collect::<Vec<_>>(), statuses, "{path}");
    }
    let account = &document["components"]["schemas"]["NewAccount"];
    assert_eq!(account["additionalProperties"], false);
    assert_eq!(account["required"], serde_json::json!(["email", "password"]));
    assert_eq!(account["properties"]["password"]["minLength"], 8);
    app.stop().await.unwrap();
}
