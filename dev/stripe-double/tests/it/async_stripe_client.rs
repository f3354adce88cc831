//! The library's own client, whose types are strict: what it can read has Stripe's full shape.

use std::collections::HashMap;

use stripe::{Client, ClientBuilder, IdempotencyKey, RequestStrategy, StripeError, StripeRequest};
use stripe_core::payment_intent::{
    CancelPaymentIntent, CapturePaymentIntent, ConfirmPaymentIntent, CreatePaymentIntent,
    CreatePaymentIntentAutomaticPaymentMethods, CreatePaymentIntentAutomaticPaymentMethodsAllowRedirects,
    ListPaymentIntent, RetrievePaymentIntent, SearchPaymentIntent,
};
use stripe_core::refund::{CreateRefund, ListRefund, RetrieveRefund};
use stripe_shared::{
    ApiErrors, ApiErrorsCode, ApiErrorsType, PaymentIntent, PaymentIntentCaptureMethod, PaymentIntentStatus,
};
use stripe_types::{Currency, Expandable, RangeQueryTs};

use crate::harness::{Api, SECRET_KEY};

fn client(api: &Api) -> Client {
    ClientBuilder::new(SECRET_KEY).url(format!("{}/", api.double.url())).build().unwrap()
}

fn authorisation(payment_method: &str) -> CreatePaymentIntent {
    let mut automatic = CreatePaymentIntentAutomaticPaymentMethods::new(true);
    automatic.allow_redirects = Some(CreatePaymentIntentAutomaticPaymentMethodsAllowRedirects::Never);
    CreatePaymentIntent::new(2500, Currency::USD)
        .automatic_payment_methods(automatic)
        .capture_method(PaymentIntentCaptureMethod::Manual)
        .confirm(true)
        .metadata(HashMap::from([("order_id".to_owned(), "42".to_owned())]))
        .description("Order 42")
        .payment_method(payment_method)
}

async fn authorised(client: &Client, payment_method: &str) -> PaymentIntent {
    authorisation(payment_method).send(client).await.unwrap()
}

fn refusal<T: std::fmt::Debug>(result: Result<T, StripeError>) -> (Box<ApiErrors>, u16) {
    match result.unwrap_err() {
        StripeError::Stripe(error, status) => (error, status),
        other => panic!("not an error of Stripe's: {other}"),
    }
}

#[tokio::test]
async fn it_authorises_captures_and_refunds() {
    let api = Api::start().await;
    let client = client(&api);
    let intent = authorised(&client, "pm_card_visa").await;
    assert_eq!(intent.status, PaymentIntentStatus::RequiresCapture);
    assert_eq!((intent.amount_capturable, intent.metadata["order_id"].as_str()), (2500, "42"));
    assert!(matches!(intent.latest_charge, Some(Expandable::Id(_))));

    let captured = CapturePaymentIntent::new(intent.id.clone()).send(&client).await.unwrap();
    assert_eq!((captured.status, captured.amount_received), (PaymentIntentStatus::Succeeded, 2500));
    let expand = vec!["latest_charge".to_owned(), "payment_method".to_owned()];
    let retrieved = RetrievePaymentIntent::new(intent.id.clone()).expand(expand).send(&client).await.unwrap();
    let Some(Expandable::Object(charge)) = retrieved.latest_charge else { panic!("not expanded") };
    assert_eq!((charge.captured, charge.amount_captured), (true, 2500));
    assert!(matches!(retrieved.payment_method, Some(Expandable::Object(_))));

    let refund =
        CreateRefund::new().payment_intent(intent.id.as_str()).amount(1000).send(&client).await.unwrap();
    assert_eq!((refund.amount, refund.status.as_deref()), (1000, Some("succeeded")));
    RetrieveRefund::new(refund.id.clone()).send(&client).await.unwrap();
    let refunds = ListRefund::new().payment_intent(intent.id.as_str()).send(&client).await.unwrap();
    assert_eq!(refunds.data.len(), 1);
    let too_much = CreateRefund::new().payment_intent(intent.id.as_str()).amount(1501).send(&client).await;
    assert_eq!(refusal(too_much).1, 400);
}

#[tokio::test]
async fn it_cancels_and_reads_why_a_capture_is_refused() {
    let api = Api::start().await;
    let client = client(&api);
    let intent = authorised(&client, "pm_card_visa").await;

    let canceled = CancelPaymentIntent::new(intent.id.clone()).send(&client).await.unwrap();
    assert_eq!(canceled.status, PaymentIntentStatus::Canceled);

    let (error, status) = refusal(CapturePaymentIntent::new(intent.id.clone()).send(&client).await);
    assert_eq!((status, error.code), (400, Some(ApiErrorsCode::PaymentIntentUnexpectedState)));
    assert_eq!(error.payment_intent.unwrap().id, intent.id);
}

#[tokio::test]
async fn it_reads_a_decline_and_the_intent_that_it_left() {
    let api = Api::start().await;
    let client = client(&api);

    let declined = authorisation("pm_card_visa_chargeDeclinedInsufficientFunds").send(&client).await;

    let (error, status) = refusal(declined);
    assert_eq!((status, &error.type_), (402, &ApiErrorsType::CardError));
    assert_eq!(error.code, Some(ApiErrorsCode::CardDeclined));
    assert_eq!(error.decline_code.as_deref(), Some("insufficient_funds"));
    assert!(error.payment_method.is_some() && error.charge.is_some());
    let intent = error.payment_intent.unwrap();
    assert_eq!(intent.status, PaymentIntentStatus::RequiresPaymentMethod);
    assert!(intent.last_payment_error.is_some());
    let retried =
        ConfirmPaymentIntent::new(intent.id).payment_method("pm_card_visa").send(&client).await.unwrap();
    assert_eq!(retried.status, PaymentIntentStatus::RequiresCapture);
}

#[tokio::test]
async fn it_reads_an_intent_that_waits_for_the_buyer() {
    let api = Api::start().await;
    let client = client(&api);

    let intent = authorised(&client, "pm_card_threeDSecure2Required").await;

    assert_eq!(intent.status, PaymentIntentStatus::RequiresAction);
    let action = intent.next_action.unwrap();
    assert_eq!(action.type_, "use_stripe_sdk");
    assert!(action.use_stripe_sdk.is_some());
    api.double.authenticate(intent.id.as_str(), stripe_double::AuthenticationOutcome::Fail).unwrap();
    let failed = RetrievePaymentIntent::new(intent.id).send(&client).await.unwrap();
    let error = failed.last_payment_error.unwrap();
    assert_eq!(error.code, Some(ApiErrorsCode::PaymentIntentAuthenticationFailure));
}

#[tokio::test]
async fn it_reads_an_intent_that_is_being_processed() {
    let api = Api::start().await;
    api.double.slow_charges(1, std::time::Duration::from_secs(3600));

    let intent = authorised(&client(&api), "pm_card_visa").await;

    assert_eq!(intent.status, PaymentIntentStatus::Processing);
    assert!(intent.processing.is_some());
}

#[tokio::test]
async fn it_lists_and_searches() {
    let api = Api::start().await;
    let client = client(&api);
    let intent = authorised(&client, "pm_card_visa").await;
    authorisation("pm_card_visa_chargeDeclined").send(&client).await.unwrap_err();

    let since = RangeQueryTs::gte(intent.created);
    let list = ListPaymentIntent::new().created(since).limit(10).send(&client).await.unwrap();
    assert_eq!((list.data.len(), list.has_more), (2, false));
    let query = "metadata['order_id']:'42' AND status:'requires_capture'";
    let found = SearchPaymentIntent::new(query).send(&client).await.unwrap();
    assert_eq!(found.data.iter().map(|found| &found.id).collect::<Vec<_>>(), [&intent.id]);
}

#[tokio::test]
async fn its_idempotency_key_is_honoured() {
    let api = Api::start().await;
    let client = client(&api);
    let send = |key: &str, payment_method: &str| {
        let strategy = RequestStrategy::Idempotent(IdempotencyKey::new(key).unwrap());
        authorisation(payment_method).customize().request_strategy(strategy).send(&client)
    };
    let first = send("attempt-1", "pm_card_visa").await.unwrap();

    assert_eq!(send("attempt-1", "pm_card_visa").await.unwrap().id, first.id);
    let (error, status) = refusal(send("attempt-1", "pm_card_amex").await);
    assert_eq!((status, &error.type_), (400, &ApiErrorsType::IdempotencyError));
    let (error, status) = refusal(send("attempt-2", "pm_none").await);
    assert_eq!((status, error.code), (400, Some(ApiErrorsCode::ResourceMissing)));
}
