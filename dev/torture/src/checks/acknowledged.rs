//! Nothing that was acknowledged is lost.

use e2e::Market;
use fleet::Service;

use super::{Documents, documents, hex, text};
use crate::history::Deed;

/// What the databases hold.
pub(super) struct Stored {
    users: Documents,
    sessions: Documents,
    pub(super) tickets: Documents,
    pub(super) orders: Documents,
    payments: Documents,
}

impl Stored {
    pub(super) async fn read(market: &Market) -> Self {
        Self {
            users: documents(market, Service::Auth, "users").await,
            sessions: documents(market, Service::Auth, "sessions").await,
            tickets: documents(market, Service::Tickets, "tickets").await,
            orders: documents(market, Service::Orders, "orders").await,
            payments: documents(market, Service::Payments, "payments").await,
        }
    }
}

/// The deeds that left no trace, or not the one that they must leave.
pub(super) fn lost(deeds: &[Deed], stored: &Stored) -> Vec<String> {
    deeds.iter().filter_map(|deed| why(deed, stored).map(|why| format!("lost: {deed:?}: {why}"))).collect()
}

fn why(deed: &Deed, stored: &Stored) -> Option<String> {
    match deed {
        Deed::SignUp { user } => {
            (!stored.users.contains_key(user)).then(|| "there is no such user".to_owned())
        }
        Deed::SignOut { session } => {
            // One that is gone has expired.
            let ended = stored.sessions.get(session).is_none_or(|one| one.get_datetime("endedAt").is_ok());
            (!ended).then(|| "the session goes on".to_owned())
        }
        Deed::Sell { ticket, version } | Deed::Edit { ticket, version } => {
            let found = stored.tickets.get(ticket).and_then(|ticket| ticket.get_i64("version").ok());
            (found < Some(*version)).then(|| format!("its version is {found:?}"))
        }
        Deed::Withdraw { ticket } => status_of(&stored.tickets, ticket, &["withdrawn"]),
        Deed::Reserve { order, ticket, user } => {
            let Some(found) = stored.orders.get(order) else {
                return Some("there is no such order".to_owned());
            };
            let of = (
                hex(found.get_document("ticket").ok().and_then(|ticket| ticket.get("id"))),
                hex(found.get("userId")),
            );
            (of != (ticket.clone(), user.clone())).then(|| format!("it is of {of:?}"))
        }
        Deed::Cancel { order } => status_of(&stored.orders, order, &["cancelled"]),
        Deed::Pay { order, payment } => status_of(&stored.payments, payment, &["captured"])
            .or_else(|| status_of(&stored.orders, order, &["complete"])),
    }
}

fn status_of(documents: &Documents, id: &str, expected: &[&str]) -> Option<String> {
    let status = documents.get(id).map_or("missing", |document| text(document, "status"));
    (!expected.contains(&status)).then(|| format!("{id} is {status}"))
}
