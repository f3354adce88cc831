//! orders, running in a world of its own, and what the other services would tell it.

use std::ops::Deref;
use std::time::Duration;

use common::auth::SessionCookie;
use common::clock::{Clock, Timestamp};
use common::events::expiration::ExpirationComplete;
use common::events::order::OrderStatus;
use common::events::payment::PaymentState;
use common::events::ticket::{TicketCreated, TicketState, TicketStatus, TicketUpdated};
use common::ids::{OrderId, PaymentId, TicketId, UserId};
use orders::app;
use orders::config::Config;
use orders::domain::Order;
use orders::repo::Orders;
use serde::Serialize;
use serde_json::{Value, json};
use testkit::{Answer, TestApp, World, eventually};

const TICKET: &str = include_str!("../../../common/contracts/ticket.created.json");
const PAYMENT: &str = include_str!("../../../common/contracts/payment.created.json");

/// How long a buyer has to pay, unless a test says otherwise.
pub const WINDOW: Duration = Duration::from_secs(900);

/// A time to stop a clock at.
pub const START: i64 = 1_790_000_000_000;

/// The running service, and its database.
pub struct Market {
    pub app: TestApp,
    pub orders: Orders,
}

impl Deref for Market {
    type Target = TestApp;

    fn deref(&self) -> &TestApp {
        &self.app
    }
}

pub async fn start() -> Market {
    Market::open(World::new().await, WINDOW).await
}

/// The database without the service, ready to use.
pub async fn repo(world: &World) -> Orders {
    let orders = Orders::new(&world.database(app::NAME).await, world.clock.clone());
    orders.ensure_indexes().await.unwrap();
    orders
}

impl Market {
    pub async fn open(world: World, window: Duration) -> Self {
        let config = Config {
            service: world.service_config(app::NAME),
            session_keys: testkit::jwks().parse().unwrap(),
            cookie: SessionCookie::new(false),
            window,
        };
        let service = app::build(config, world.clock.clone()).await.unwrap();
        let orders = Orders::new(&world.database(app::NAME).await, world.clock.clone());
        Self { app: TestApp::start(world, service).await, orders }
    }

    /// A ticket that is on sale, as tickets would tell of it.
    pub async fn listed(&self) -> TicketState {
        let ticket = ticket();
        self.publish(&TicketCreated(ticket.clone())).await;
        self.knows(&ticket).await;
        ticket
    }

    /// Waits until the replica of a ticket is as new as this.
    pub async fn knows(&self, ticket: &TicketState) {
        eventually("the ticket is known", || async {
            let known = self.orders.tickets().get(ticket.id).await.unwrap();
            known.filter(|known| known.version >= ticket.version)
        })
        .await;
    }

    pub async fn try_reserve(&self, buyer: UserId, ticket: TicketId) -> Answer {
        self.user(buyer).post("/api/orders", &json!({ "ticketId": ticket })).await
    }

    /// A new order of someone's.
    pub async fn reserved(&self, ticket: &TicketState) -> Order {
        let order: Value = self.try_reserve(UserId::new(), ticket.id).await.json(201);
        let id = order["id"].as_str().unwrap().parse().unwrap();
        self.orders.get(id).await.unwrap().unwrap()
    }

    /// A new order whose ticket tickets has marked.
    pub async fn payable(&self) -> Order {
        let ticket = self.listed().await;
        let order = self.reserved(&ticket).await;
        self.publish(&TicketUpdated(marked(&ticket, order.id))).await;
        self.becomes(order.id, OrderStatus::AwaitingPayment).await
    }

    /// Waits until an order stands so.
    pub async fn becomes(&self, id: OrderId, status: OrderStatus) -> Order {
        eventually("the order stands so", || async {
            self.orders.get(id).await.unwrap().filter(|order| order.status == status)
        })
        .await
    }

    /// Tells something once more, in spite of the stream, which drops what it has by its id.
    pub async fn tell_again(&self, subject: &str, event: &impl Serialize) {
        self.publish_raw(subject, &serde_json::to_vec(event).unwrap()).await;
    }
}

/// A ticket on sale, that the frozen contract describes, with an id and a seller of its own.
pub fn ticket() -> TicketState {
    TicketState { id: TicketId::new(), user_id: UserId::new(), ..serde_json::from_str(TICKET).unwrap() }
}

/// The next version of a ticket, held by an order.
pub fn marked(ticket: &TicketState, order: OrderId) -> TicketState {
    TicketState {
        version: ticket.version + 1,
        status: TicketStatus::Reserved,
        order_id: Some(order),
        ..ticket.clone()
    }
}

/// A new authorised payment of an order.
pub fn payment_of(order: &Order) -> PaymentState {
    PaymentState {
        id: PaymentId::new(),
        order_id: order.id,
        user_id: order.user_id,
        ..serde_json::from_str(PAYMENT).unwrap()
    }
}

/// What expiration tells once an order is due.
pub fn due(order: &Order) -> ExpirationComplete {
    ExpirationComplete { order_id: order.id, version: 2, due_at: order.expires_at }
}

/// A new order that is not stored yet.
pub fn new_order(clock: &Clock) -> Order {
    Order::reserve(UserId::new(), &ticket().into(), None, clock.now(), WINDOW).unwrap()
}

/// A clock that stands.
pub fn standing_clock() -> Clock {
    Clock::manual(Timestamp::from_millis(START))
}
