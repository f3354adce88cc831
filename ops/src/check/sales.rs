//! Who has a ticket, who has paid for it, and until when somebody may.

use bson::doc;
use common::aggregate::Aggregate;
use common::clock::Timestamp;
use common::events::order::OrderStatus;
use common::events::ticket::TicketStatus;
use common::ids::OrderId;
use orders::domain::Order;
use payments::domain::{Payment, PaymentStatus};
use tickets::domain::Ticket;

use super::join::side_by_side;
use super::reading::Reader;
use super::{Findings, is_late};
use crate::installation::Service;

/// Each complete order has one captured payment of its price, and no other order has one; a finished order has none that
/// is still open; no order outlives its time.
pub(super) async fn orders_and_payments(
    reader: &Reader<'_>,
    now: Timestamp,
    findings: &mut Findings,
) -> mongodb::error::Result<()> {
    let orders = reader.sorted(Service::Orders, Order::COLLECTION, doc! {}, doc! { "_id": 1 }).await?;
    let by_order = doc! { "orderId": 1 };
    let payments = reader.sorted(Service::Payments, Payment::COLLECTION, doc! {}, by_order).await?;
    let each = |order: Option<Order>, payments: Vec<Payment>| match order {
        Some(order) => order_and_payments(&order, &payments, now, findings),
        None => {
            for payment in payments {
                findings.violation("payment of no order", payment.id, format!("order {}", payment.order_id));
            }
        }
    };
    side_by_side(orders, payments, |order| order.id, |payment| payment.order_id, each).await
}

fn order_and_payments(order: &Order, payments: &[Payment], now: Timestamp, findings: &mut Findings) {
    findings.count("orders");
    let captured: Vec<&Payment> =
        payments.iter().filter(|payment| payment.status == PaymentStatus::Captured).collect();
    let price = order.ticket.price_cents;
    let paid = match captured[..] {
        [payment] => payment.amount == price && order.payment_id == Some(payment.id),
        _ => false,
    };
    let told = || {
        let told =
            captured.iter().map(|payment| format!("{} of {} cents", payment.id, payment.amount.cents()));
        format!(
            "{:?} at {} cents, captured: [{}]",
            order.status,
            price.cents(),
            told.collect::<Vec<_>>().join(", ")
        )
    };
    match order.status {
        OrderStatus::Complete if !paid => {
            findings.violation("complete order is not paid once", order.id, told())
        }
        OrderStatus::Complete => {}
        _ if !captured.is_empty() => findings.violation("paid order is not complete", order.id, told()),
        OrderStatus::Cancelled => {}
        OrderStatus::Created if is_late(order.created_at, now) => {
            findings.violation(
                "order is still not confirmed",
                order.id,
                format!("made at {}", order.created_at),
            );
        }
        OrderStatus::Created | OrderStatus::AwaitingPayment => {}
    }
    if order.status.is_live() && is_late(order.expires_at, now) {
        findings.violation("order outlives its time", order.id, format!("expired at {}", order.expires_at));
    }
    for payment in payments {
        findings.count("payments");
        let undecided = payment.open && payment.status != PaymentStatus::Captured;
        if undecided && !order.status.is_live() {
            let seen = format!("{:?}, order {} is {:?}", payment.status, order.id, order.status);
            findings.violation("payment of a finished order is open", payment.id, seen);
        }
    }
}

/// A ticket has one order at most that is not cancelled, and stands as that order says.
pub(super) async fn tickets_and_orders(
    reader: &Reader<'_>,
    findings: &mut Findings,
) -> mongodb::error::Result<()> {
    let tickets = reader.sorted(Service::Tickets, Ticket::COLLECTION, doc! {}, doc! { "_id": 1 }).await?;
    let holding = doc! { "status": { "$ne": "cancelled" } };
    let by_ticket = doc! { "ticket.id": 1 };
    let orders = reader.sorted(Service::Orders, Order::COLLECTION, holding, by_ticket).await?;
    let each = |ticket: Option<Ticket>, orders: Vec<Order>| {
        let ids = || orders.iter().map(|order| order.id.to_string()).collect::<Vec<_>>().join(", ");
        match (ticket, &orders[..]) {
            (Some(ticket), [] | [_]) => ticket_and_order(&ticket, orders.first(), findings),
            (Some(ticket), _) => findings.violation("ticket has several orders", ticket.id, ids()),
            (None, _) => findings.violation("order of no ticket", ids(), "tickets does not know it"),
        }
    };
    side_by_side(tickets, orders, |ticket| ticket.id, |order| order.ticket.id, each).await
}

fn ticket_and_order(ticket: &Ticket, order: Option<&Order>, findings: &mut Findings) {
    findings.count("tickets");
    let stands_for: (Option<OrderId>, &[TicketStatus]) = match order {
        None => (None, &[TicketStatus::Listed, TicketStatus::Withdrawn]),
        Some(order) if order.status == OrderStatus::Complete => (Some(order.id), &[TicketStatus::Sold]),
        Some(order) => (Some(order.id), &[TicketStatus::Reserved]),
    };
    let (holder, statuses) = stands_for;
    if ticket.order_id != holder || !statuses.contains(&ticket.status) {
        let name = |id: Option<OrderId>| id.map_or("none".to_owned(), |id| id.to_string());
        let seen = format!(
            "{:?} for order {}, by orders for {}",
            ticket.status,
            name(ticket.order_id),
            name(holder)
        );
        findings.violation("ticket does not stand as its order", ticket.id, seen);
    }
}
