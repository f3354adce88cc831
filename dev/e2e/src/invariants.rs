//! What must be true at rest after any sequence of crashes: the design's invariants, counted over the
//! five databases, the bus and Stripe's double.

use std::collections::HashMap;
use std::time::Duration;

use bson::{Bson, Document, doc};
use common::bus::Names;
use common::clock::Clock;
use fleet::Service;
use futures::TryStreamExt;
use stripe_double::Ledger;

use crate::market::Market;

/// How long after its end an order may still be live: a timer's lateness and a few messages.
const EXPIRY_SLACK: Duration = Duration::from_secs(5);

struct Snapshot {
    users: HashMap<Bson, Document>,
    tickets: HashMap<Bson, Document>,
    orders: HashMap<Bson, Document>,
    payments: HashMap<Bson, Document>,
    ledger: Ledger,
}

pub(crate) async fn violations(market: &Market) -> Vec<String> {
    let snapshot = Snapshot {
        users: all(market, Service::Auth, "users").await,
        tickets: all(market, Service::Tickets, "tickets").await,
        orders: all(market, Service::Orders, "orders").await,
        payments: all(market, Service::Payments, "payments").await,
        ledger: market.stripe.ledger().await,
    };
    let mut found = Vec::new();
    one_order_a_ticket(&snapshot, &mut found);
    money(&snapshot, &mut found);
    no_order_outlives_its_time(&snapshot, &mut found);
    tickets_agree(&snapshot, &mut found);
    nobody_sells_who_has_gone(&snapshot, &mut found);
    replicas_agree(market, &snapshot, &mut found).await;
    nothing_unsent(market, &mut found).await;
    no_dead_letters(market, &mut found).await;
    found
}

async fn all(market: &Market, service: Service, collection: &str) -> HashMap<Bson, Document> {
    let documents = market.database(service).await.collection::<Document>(collection);
    let found: Vec<Document> = documents.find(doc! {}).await.unwrap().try_collect().await.unwrap();
    found.into_iter().map(|document| (document.get("_id").cloned().unwrap(), document)).collect()
}

fn text<'a>(document: &'a Document, field: &str) -> &'a str {
    document.get_str(field).unwrap_or_default()
}

fn one_order_a_ticket(snapshot: &Snapshot, found: &mut Vec<String>) {
    let mut holders: HashMap<Bson, usize> = HashMap::new();
    for order in snapshot.orders.values().filter(|order| text(order, "status") != "cancelled") {
        *holders.entry(ticket_of(order)).or_default() += 1;
    }
    found.extend(
        holders.iter().filter(|(_, count)| **count > 1).map(|(id, n)| format!("ticket {id} has {n} orders")),
    );
}

fn ticket_of(order: &Document) -> Bson {
    order.get_document("ticket").unwrap().get("id").cloned().unwrap()
}

fn hex(id: &Bson) -> String {
    id.as_object_id().unwrap().to_hex()
}

/// Each complete order has one captured payment of its price; all other captured money is refunded; no
/// money is held that nobody will decide about; Stripe and payments say the same.
fn money(snapshot: &Snapshot, found: &mut Vec<String>) {
    let mut kept: HashMap<&str, Vec<i64>> = HashMap::new();
    for intent in &snapshot.ledger.payment_intents {
        let order_id = intent.metadata.get("order_id").map_or("", String::as_str);
        if intent.captures > 1 {
            found.push(format!("intent {} was captured {} times", intent.id, intent.captures));
        }
        if intent.amount_received > intent.amount_refunded {
            kept.entry(order_id).or_default().push(intent.amount_received - intent.amount_refunded);
        }
        if ["requires_capture", "requires_action", "processing"].contains(&intent.status.as_str()) {
            let order = snapshot.orders.iter().find(|(id, _)| hex(id) == order_id);
            let live = order
                .is_some_and(|(_, order)| ["created", "awaiting:payment"].contains(&text(order, "status")));
            if !live {
                found.push(format!(
                    "intent {} is {} although its order is finished",
                    intent.id, intent.status
                ));
            }
        }
    }
    for (id, order) in &snapshot.orders {
        let (id, complete) = (hex(id), text(order, "status") == "complete");
        let price = order.get_document("ticket").unwrap().get_i64("priceCents").unwrap();
        let paid = kept.remove(id.as_str()).unwrap_or_default();
        if complete && paid != [price] {
            found.push(format!("order {id} is complete at {price} and was charged {paid:?}"));
        }
        if !complete && !paid.is_empty() {
            found.push(format!("order {id} is {} and was charged {paid:?}", text(order, "status")));
        }
    }
    found.extend(kept.iter().map(|(order, paid)| format!("{paid:?} was charged for no order ({order})")));
    for payment in snapshot.payments.values() {
        let (stripe_id, status) = (text(payment, "stripeId"), text(payment, "status"));
        let intent = snapshot.ledger.payment_intents.iter().find(|intent| intent.id == stripe_id);
        let captured = intent.is_some_and(|intent| intent.amount_received > intent.amount_refunded);
        if captured != (status == "captured") {
            found.push(format!("payment {:?} is {status}, at Stripe it is {intent:?}", payment.get("_id")));
        }
        if ["initiated", "sent"].contains(&status) {
            found.push(format!("payment {:?} is stuck {status}", payment.get("_id")));
        }
    }
    let counters = &snapshot.ledger.counters;
    if counters.posts_without_idempotency_key > 0 {
        found.push(format!("{} posts had no idempotency key", counters.posts_without_idempotency_key));
    }
    if counters.idempotency_mismatches > 0 {
        found.push(format!("{} idempotency keys were used twice", counters.idempotency_mismatches));
    }
}

fn no_order_outlives_its_time(snapshot: &Snapshot, found: &mut Vec<String>) {
    let limit = Clock::system().now().minus(EXPIRY_SLACK).millis();
    for (id, order) in &snapshot.orders {
        let live = ["created", "awaiting:payment"].contains(&text(order, "status"));
        if live && order.get_datetime("expiresAt").unwrap().timestamp_millis() < limit {
            found.push(format!("order {id} is past its time and {}", text(order, "status")));
        }
        if text(order, "status") == "created" {
            found.push(format!("order {id} is still created"));
        }
    }
}

fn tickets_agree(snapshot: &Snapshot, found: &mut Vec<String>) {
    let mut holders: HashMap<Bson, (&Bson, &str)> = HashMap::new();
    for (id, order) in &snapshot.orders {
        match text(order, "status") {
            "cancelled" => {}
            "complete" => drop(holders.insert(ticket_of(order), (id, "sold"))),
            _ => drop(holders.insert(ticket_of(order), (id, "reserved"))),
        }
    }
    for (id, ticket) in &snapshot.tickets {
        let (marked, status) = (ticket.get("orderId").unwrap_or(&Bson::Null), text(ticket, "status"));
        let agrees = match holders.get(id) {
            Some((order, expected)) => marked == *order && status == *expected,
            None => marked == &Bson::Null && ["listed", "withdrawn"].contains(&status),
        };
        if !agrees {
            found.push(format!("ticket {id} is {status} for {marked}, by its orders {:?}", holders.get(id)));
        }
    }
}

/// Off the market, without being withdrawn or taken down, is what belongs to a closed or suspended account, unless an
/// order has it; and nothing else.
fn nobody_sells_who_has_gone(snapshot: &Snapshot, found: &mut Vec<String>) {
    let is_set = |document: &Document, field: &str| !matches!(document.get(field), None | Some(Bson::Null));
    for (id, ticket) in &snapshot.tickets {
        let seller = ticket.get("userId").and_then(|seller| snapshot.users.get(seller));
        let gone = seller.is_some_and(|user| is_set(user, "closedAt") || is_set(user, "suspended"));
        let by_itself = ticket.get_bool("withdrawn").unwrap_or_default() || is_set(ticket, "takenDown");
        let wrong = match text(ticket, "status") {
            "listed" => gone,
            "withdrawn" => !by_itself && !gone,
            _ => false,
        };
        if wrong {
            found.push(format!("ticket {id} is {}, and its seller is {seller:?}", text(ticket, "status")));
        }
    }
}

async fn replicas_agree(market: &Market, snapshot: &Snapshot, found: &mut Vec<String>) {
    let replicas = [
        (Service::Orders, "tickets", &snapshot.tickets),
        (Service::Tickets, "orders", &snapshot.orders),
        (Service::Payments, "orders", &snapshot.orders),
    ];
    for (service, collection, source) in replicas {
        let copies = all(market, service, collection).await;
        for (id, original) in source {
            let copy = copies.get(id);
            let same = copy.is_some_and(|copy| {
                ["version", "status"].iter().all(|field| copy.get(*field) == original.get(*field))
            });
            if !same {
                found.push(format!("{service}'s copy of {collection} {id} is {copy:?}, not {original:?}"));
            }
        }
    }
    let timers = all(market, Service::Expiration, "timers").await;
    for (id, order) in &snapshot.orders {
        let finished = ["complete", "cancelled"].contains(&text(order, "status"));
        let state = timers.get(id).map_or("missing", |timer| text(timer, "state"));
        if (state == "disarmed") != finished {
            found.push(format!("the timer of order {id}, {}, is {state}", text(order, "status")));
        }
    }
}

async fn nothing_unsent(market: &Market, found: &mut Vec<String>) {
    for (service, collection) in [
        (Service::Auth, "users"),
        (Service::Auth, "sessions"),
        (Service::Tickets, "tickets"),
        (Service::Orders, "orders"),
        (Service::Payments, "payments"),
        (Service::Expiration, "timers"),
    ] {
        let documents = market.database(service).await.collection::<Document>(collection);
        let unsent = documents.count_documents(doc! { "outboxAt": { "$exists": true } }).await.unwrap();
        if unsent > 0 {
            found.push(format!("{unsent} outboxes of {service} are not empty"));
        }
    }
}

async fn no_dead_letters(market: &Market, found: &mut Vec<String>) {
    let operator = market.visit_bus("ops").await;
    let stream = Names::new(&market.bus_prefix).stream_of("dead.x");
    let letters = operator.jetstream.get_stream(stream).await.unwrap().cached_info().state.messages;
    if letters > 0 {
        found.push(format!("{letters} dead letters"));
    }
}
