//! payments, running in a world of its own with a double of Stripe, and what orders would tell it.

use std::ops::Deref;
use std::time::Duration;

use bson::doc;
use common::auth::SessionCookie;
use common::clock::Clock;
use common::config::Secret;
use common::events::order::{OrderCancelled, OrderCompleted, OrderState, OrderStatus, OrderUpdated};
use common::ids::{OrderId, PaymentId, UserId};
use common::service::Service;
use payments::app;
use payments::config::{Config, StripeConfig};
use payments::domain::{Payment, PaymentStatus};
use payments::repo::Payments;
use serde_json::json;
use stripe_double::{Double, Options, PaymentIntentEntry, WebhookTarget};
use testkit::{Answer, TestApp, World, eventually};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

const ORDER: &str = include_str!("../../../common/contracts/order.updated.json");
pub const SECRET_KEY: &str = "sk_test_double";
pub const WEBHOOK_SECRET: &str = "whsec_test";

/// The running service, its database, and its Stripe.
pub struct Desk {
    pub app: TestApp,
    pub payments: Payments,
    pub stripe: Double,
}

impl Deref for Desk {
    type Target = TestApp;

    fn deref(&self) -> &TestApp {
        &self.app
    }
}

pub async fn start() -> Desk {
    Desk::open(World::new().await).await
}

/// With a clock that stands at the machine's time until the test moves it: what waits, waits.
pub async fn start_with_standing_clock() -> Desk {
    Desk::open(World::at(Clock::system().now().millis()).await).await
}

pub fn stripe_config(url: &str) -> StripeConfig {
    StripeConfig {
        secret_key: Secret::from(SECRET_KEY.to_owned()),
        api_url: format!("{url}/"),
        webhook_secrets: vec![Secret::from(WEBHOOK_SECRET.to_owned())],
        publishable_key: "pk_test_double".to_owned(),
        js_url: "https://js.example/stripe.js".to_owned(),
    }
}

async fn service(world: &World, stripe: &Double) -> Service {
    let config = Config {
        service: world.service_config(app::NAME),
        session_keys: testkit::jwks().parse().unwrap(),
        cookie: SessionCookie::new(false),
        stripe: stripe_config(&stripe.url()),
    };
    app::build(config, world.clock.clone()).await.unwrap()
}

impl Desk {
    async fn open(world: World) -> Self {
        let options = Options { webhook_retry_base: Duration::from_millis(20), ..Options::default() };
        let stripe = Double::start(options).await.unwrap();
        let service = service(&world, &stripe).await;
        let payments = Payments::new(&world.database(app::NAME).await, world.clock.clone());
        let app = TestApp::start(world, service).await;
        let url = format!("{}/api/payments/webhook", app.url);
        stripe.register_webhook(WebhookTarget { url, secret: WEBHOOK_SECRET.to_owned() });
        Self { app, payments, stripe }
    }

    /// A second replica, and what stops it.
    pub async fn replica(&self) -> (String, CancellationToken, JoinHandle<anyhow::Result<()>>) {
        let service = service(&self.world, &self.stripe).await;
        let (url, stop) = (format!("http://{}", service.address().unwrap()), CancellationToken::new());
        let running = tokio::spawn(service.run(stop.clone()));
        eventually("the replica is ready", || async {
            reqwest::get(format!("{url}/readyz"))
                .await
                .is_ok_and(|answer| answer.status().is_success())
                .then_some(())
        })
        .await;
        (url, stop, running)
    }

    /// A new order that waits to be paid, and is known.
    pub async fn ordered(&self) -> OrderState {
        let order = order(&self.clock);
        self.publish(&OrderUpdated(order.clone())).await;
        self.knows(&order).await;
        order
    }

    /// Waits until the replica of an order is as new as this.
    pub async fn knows(&self, order: &OrderState) {
        eventually("the order is known", || async {
            let known = self.payments.orders().get(order.id).await.unwrap();
            known.filter(|known| known.version >= order.version)
        })
        .await;
    }

    pub async fn pay(&self, order: &OrderState, token: &str) -> Answer {
        let body = json!({ "orderId": order.id, "token": token });
        self.user(order.user_id).post("/api/payments", &body).await
    }

    /// Pays, while orders completes the order as soon as the card is authorised.
    pub async fn buy(&self, order: &OrderState, token: &str) -> Answer {
        let decide = async {
            let payment = self.becomes(order, PaymentStatus::Authorised).await;
            self.complete(order, payment.id).await;
        };
        tokio::join!(self.pay(order, token), decide).0
    }

    /// An attempt whose card is authorised; the caller who pays is left waiting.
    pub async fn authorised(&self, order: &OrderState, token: &str) -> Payment {
        let (user, body) = (self.user(order.user_id), json!({ "orderId": order.id, "token": token }));
        tokio::spawn(async move { user.post("/api/payments", &body).await });
        self.becomes(order, PaymentStatus::Authorised).await
    }

    /// orders tells that a payment completed the order.
    pub async fn complete(&self, order: &OrderState, payment: PaymentId) -> OrderState {
        let complete = finished(order, OrderStatus::Complete, Some(payment));
        self.publish(&OrderCompleted(complete.clone())).await;
        complete
    }

    /// orders tells that the order is cancelled.
    pub async fn cancel(&self, order: &OrderState) -> OrderState {
        let cancelled = finished(order, OrderStatus::Cancelled, order.payment_id);
        self.publish(&OrderCancelled(cancelled.clone())).await;
        cancelled
    }

    /// Waits until the newest attempt for an order stands so.
    pub async fn becomes(&self, order: &OrderState, status: PaymentStatus) -> Payment {
        eventually(&format!("the payment is {status:?}"), || async {
            let attempts = self.payments.of(order.id, order.user_id).await.unwrap();
            attempts.into_iter().next().filter(|payment| payment.status == status)
        })
        .await
    }

    /// The intents of an order, oldest first.
    pub fn intents(&self, order: OrderId) -> Vec<PaymentIntentEntry> {
        self.stripe.ledger().with_metadata("order_id", &order.to_string()).cloned().collect()
    }

    /// Waits until the one intent of an order stands so at Stripe.
    pub async fn intent_becomes(&self, order: &OrderState, status: &str) -> PaymentIntentEntry {
        eventually(&format!("the intent is {status}"), || async {
            let mut intents = self.intents(order.id);
            assert!(intents.len() <= 1, "{intents:?}");
            intents.pop().filter(|intent| intent.status == status)
        })
        .await
    }

    /// Waits until nothing is to be done for any attempt.
    pub async fn rests(&self) {
        let payments = self.payments.aggregates().collection();
        eventually("the worker rests", || async {
            let busy = doc! { "workAt": { "$ne": null } };
            (payments.count_documents(busy).await.unwrap() == 0).then_some(())
        })
        .await;
    }

    /// Stops; every request to Stripe had its own key, and no message was given up.
    pub async fn close(self) {
        let counters = self.stripe.ledger().counters;
        assert_eq!((counters.posts_without_idempotency_key, counters.idempotency_mismatches), (0, 0));
        assert!(self.dead_letters(app::NAME).await.is_empty());
        self.app.stop().await.unwrap();
    }
}

/// An order that waits to be paid, that the frozen contract describes, with ids of its own.
pub fn order(clock: &Clock) -> OrderState {
    OrderState {
        id: OrderId::new(),
        user_id: UserId::new(),
        expires_at: clock.now().plus(Duration::from_secs(900)),
        ..serde_json::from_str(ORDER).unwrap()
    }
}

/// The next version of an order.
pub fn finished(order: &OrderState, status: OrderStatus, payment_id: Option<PaymentId>) -> OrderState {
    OrderState { version: order.version + 1, status, payment_id, ..order.clone() }
}
