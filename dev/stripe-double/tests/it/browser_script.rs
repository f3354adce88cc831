//! The script in the place of Stripe.js, as a browser gets it. What it does there is tested with the client.

use reqwest::{Method, Response};

use crate::harness::{Api, send};

async fn fetched(api: &Api, path: &str, known: Option<&str>) -> Response {
    let request = api.bare(Method::GET, path);
    let request = known.into_iter().fold(request, |request, etag| request.header("If-None-Match", etag));
    request.send().await.unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

#[tokio::test]
async fn it_is_served_as_javascript_to_any_page() {
    let api = Api::start().await;
    for path in ["/v3/", "/v3"] {
        let response = fetched(&api, path, None).await;
        assert_eq!(response.status(), 200);
        assert_eq!(header(&response, "content-type"), "text/javascript; charset=utf-8");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff");
        assert_eq!(header(&response, "access-control-allow-origin"), "*");
        assert!(header(&response, "cache-control").contains("max-age="));
    }
}

#[tokio::test]
async fn who_has_it_is_not_sent_it_again() {
    let api = Api::start().await;
    let etag = header(&fetched(&api, "/v3/", None).await, "etag").to_owned();

    let again = fetched(&api, "/v3/", Some(&etag)).await;
    assert_eq!((again.status().as_u16(), header(&again, "etag")), (304, etag.as_str()));
    assert_eq!(again.text().await.unwrap(), "");
    assert_eq!(fetched(&api, "/v3/", Some("\"other\"")).await.status(), 200);
}

#[tokio::test]
async fn it_adds_one_global_and_may_be_loaded_twice() {
    let api = Api::start().await;
    let script = fetched(&api, "/v3/", None).await.text().await.unwrap();

    assert!(script.starts_with("(() => {\n\"use strict\";\nif (window.Stripe) return;\n"));
    assert!(script.ends_with("})();\n"));
    assert_eq!(script.matches("window.Stripe = ").count(), 1);
    assert!(!script.contains("globalThis"), "nothing else is made global");
}

#[tokio::test]
async fn it_needs_no_leave_of_a_content_security_policy() {
    let api = Api::start().await;
    let script = fetched(&api, "/v3/", None).await.text().await.unwrap();
    for forbidden in ["eval(", "new Function", "innerHTML", "insertAdjacentHTML", "<style", "cssText"] {
        assert!(!script.contains(forbidden), "{forbidden}");
    }
}

#[tokio::test]
async fn it_names_the_release_that_the_api_speaks() {
    let api = Api::start().await;
    let script = fetched(&api, "/v3/", None).await.text().await.unwrap();
    let train = stripe_double::API_VERSION.rsplit('.').next().unwrap();
    assert!(script.contains(&format!("const VERSION = \"{train}\";")));
}

/// What the script sends for a card, and that it needs no more than a browser has.
#[tokio::test]
async fn what_it_sends_for_a_card_makes_a_confirmation_token() {
    let api = Api::start().await;
    let form = [
        ("payment_method_data[type]", "card"),
        ("payment_method_data[card][number]", "4242424242424242"),
        ("payment_method_data[card][exp_month]", "12"),
        ("payment_method_data[card][exp_year]", "2034"),
        ("payment_method_data[card][cvc]", "123"),
    ];
    let token = send(api.browser(Method::POST, "/v1/confirmation_tokens").form(&form)).await.ok();
    assert!(token.id().starts_with("ctoken_"));
}
