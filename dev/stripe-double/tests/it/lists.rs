use serde_json::Value;

use crate::harness::{Answer, Api};

async fn with_intents(count: usize) -> (Api, Vec<String>) {
    let api = Api::start().await;
    let mut ids = Vec::new();
    for _ in 0..count {
        ids.push(api.held().await);
    }
    (api, ids)
}

fn ids(list: &Answer) -> Vec<&str> {
    list.body["data"].as_array().unwrap().iter().map(|object| object["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_list_is_newest_first_and_read_page_by_page() {
    let (api, created) = with_intents(5).await;
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let mut parameters = vec![("limit", "2")];
        if !cursor.is_empty() {
            parameters.push(("starting_after", &cursor));
        }
        let page = api.get("/v1/payment_intents", &parameters).await.ok();
        assert_eq!(page.text("/object"), "list");
        seen.extend(ids(&page).into_iter().map(str::to_owned));
        if page.body["has_more"] == false {
            break;
        }
        cursor = seen.last().unwrap().clone();
    }

    assert_eq!(seen.iter().rev().collect::<Vec<_>>(), created.iter().collect::<Vec<_>>());
    let back = [("ending_before", created[1].as_str()), ("limit", "2")];
    let back = api.get("/v1/payment_intents", &back).await.ok();
    assert_eq!(ids(&back), [&created[3], &created[2]]);
}

#[tokio::test]
async fn a_list_can_be_bound_in_time() {
    let (api, before) = with_intents(2).await;
    api.double.advance_clock(std::time::Duration::from_secs(3600));
    let after = api.held().await;
    let turn = (api.double.ledger().now - 1800).to_string();

    let newer = api.get("/v1/payment_intents", &[("created[gte]", &turn)]).await.ok();
    assert_eq!(ids(&newer), [&after]);
    let older = api.get("/v1/payment_intents", &[("created[lt]", &turn)]).await.ok();
    assert_eq!(ids(&older), [&before[1], &before[0]]);
}

#[tokio::test]
async fn a_list_expands_what_is_asked_for() {
    let (api, _) = with_intents(1).await;

    let list = api.get("/v1/payment_intents", &[("expand[]", "data.latest_charge")]).await.ok();

    assert_eq!(list.body["data"][0]["latest_charge"]["captured"], false);
}

#[tokio::test]
async fn a_list_refuses_what_it_cannot_do() {
    let (api, _) = with_intents(1).await;
    for parameter in [("limit", "0"), ("limit", "101"), ("starting_after", "pi_none"), ("status", "x")] {
        assert_eq!(api.get("/v1/payment_intents", &[parameter]).await.status, 400, "{parameter:?}");
    }
    let of_customer = api.get("/v1/payment_intents", &[("customer", "cus_1")]).await.ok();
    assert_eq!(of_customer.body["data"], Value::Array(Vec::new()));
}

#[tokio::test]
async fn charges_and_events_are_listed() {
    let (api, created) = with_intents(2).await;
    let charges = api.get("/v1/charges", &[("payment_intent", &created[0])]).await.ok();
    assert_eq!(charges.body["data"].as_array().unwrap().len(), 1);
    let events = api.get("/v1/events", &[("type", "charge.succeeded")]).await.ok();
    assert_eq!(events.body["data"].as_array().unwrap().len(), 2);
}
