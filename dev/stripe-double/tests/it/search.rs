use std::time::Duration;

use crate::harness::{Answer, Api, authorisation};

async fn search(api: &Api, query: &str) -> Answer {
    api.get("/v1/payment_intents/search", &[("query", query)]).await
}

async fn of_order(api: &Api, order: &str, amount: &str) -> String {
    let mut request = authorisation("pm_card_visa");
    request[0] = ("amount", amount);
    request.push(("metadata[order_id]", order));
    api.post("/v1/payment_intents", &request).await.ok().id().to_owned()
}

fn found(answer: &Answer) -> Vec<&str> {
    answer.body["data"].as_array().unwrap().iter().map(|intent| intent["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn intents_are_found_by_metadata_status_and_amount() {
    let api = Api::start().await;
    let first = of_order(&api, "o'1", "1000").await;
    let second = of_order(&api, "o'1", "2000").await;
    of_order(&api, "other", "2000").await;
    api.post(&format!("/v1/payment_intents/{first}/capture"), &[]).await.ok();

    for (query, expected) in [
        (r"metadata['order_id']:'o\'1'", vec![&second, &first]),
        (r#"metadata["order_id"]:"o'1" AND status:"succeeded""#, vec![&first]),
        (r"metadata['order_id']:'o\'1' AND amount>1000", vec![&second]),
        (r"metadata['order_id']:'o\'1' AND amount>=1000 AND -status:'succeeded'", vec![&second]),
        ("amount<500", vec![]),
        ("metadata['order_id']:'none'", vec![]),
    ] {
        let answer = search(&api, query).await.ok();
        assert_eq!(answer.text("/object"), "search_result");
        assert_eq!(found(&answer), expected, "{query}");
    }
    let unset = search(&api, "-metadata['order_id']:null AND currency:'usd'").await.ok();
    assert_eq!(found(&unset).len(), 3);
}

#[tokio::test]
async fn a_result_is_read_page_by_page() {
    let api = Api::start().await;
    for _ in 0..3 {
        of_order(&api, "1", "1000").await;
    }
    let query = ("query", "metadata['order_id']:'1'");
    let first = api.get("/v1/payment_intents/search", &[query, ("limit", "2")]).await.ok();
    assert_eq!((found(&first).len(), &first.body["has_more"]), (2, &true.into()));

    let next = [query, ("limit", "2"), ("page", first.text("/next_page"))];
    let next = api.get("/v1/payment_intents/search", &next).await.ok();

    assert_eq!((found(&next).len(), &next.body["has_more"]), (1, &false.into()));
}

#[tokio::test]
async fn search_may_lag_behind() {
    let api = Api::start().await;
    api.double.set_search_lag(Duration::from_secs(60));
    of_order(&api, "1", "1000").await;
    assert!(found(&search(&api, "metadata['order_id']:'1'").await.ok()).is_empty());

    api.double.advance_clock(Duration::from_secs(61));

    assert_eq!(found(&search(&api, "metadata['order_id']:'1'").await.ok()).len(), 1);
}

#[tokio::test]
async fn a_query_that_cannot_be_read_is_refused() {
    let api = Api::start().await;
    for query in
        ["", "status", "status:'x' OR amount:1", "shoe:'x'", "status:'x", "metadata:'x'", "status:'x' AND"]
    {
        assert_eq!(search(&api, query).await.status, 400, "{query}");
    }
}
