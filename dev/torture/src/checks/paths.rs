//! Every order has come to where it is by arrows that there are, and at its time.

use bson::Document;

use super::{hex, text};

const ARROWS: [(&str, &str); 4] = [
    ("created", "awaiting:payment"),
    ("created", "cancelled"),
    ("awaiting:payment", "complete"),
    ("awaiting:payment", "cancelled"),
];
/// Only when the money could not be taken, or was given back.
const UNDONE: (&str, &str) = ("complete", "cancelled");

pub(super) fn strange<'a>(orders: impl Iterator<Item = &'a Document>) -> Vec<String> {
    orders
        .filter_map(|order| why(order).map(|why| format!("order {}: {why}", hex(order.get("_id")))))
        .collect()
}

fn why(order: &Document) -> Option<String> {
    let stages: Vec<(&str, i64)> = order
        .get_array("history")
        .ok()?
        .iter()
        .filter_map(|stage| stage.as_document())
        .map(|stage| (text(stage, "status"), millis(stage, "at")))
        .collect();
    let statuses: Vec<&str> = stages.iter().map(|(status, _)| *status).collect();
    let reason = text(order, "cancelReason");
    let undone = ["payment_failed", "refunded"].contains(&reason);
    let known = |pair: &[&str]| match pair {
        [from, to] => ARROWS.contains(&(from, to)) || (undone && UNDONE == (*from, *to)),
        _ => false,
    };
    if statuses.first() != Some(&"created") || !statuses.windows(2).all(known) {
        return Some(format!("it went {statuses:?} and ended by {reason:?}"));
    }
    if statuses.last() != Some(&text(order, "status")) {
        return Some(format!("it went {statuses:?} and is {}", text(order, "status")));
    }
    let expires = millis(order, "expiresAt");
    stages.into_iter().find_map(|(status, at)| match status {
        "cancelled" if reason == "expired" && at < expires => {
            Some(format!("it expired {} ms too early", expires - at))
        }
        "complete" if at >= expires => Some(format!("it was completed {} ms too late", at - expires)),
        _ => None,
    })
}

fn millis(document: &Document, field: &str) -> i64 {
    document.get_datetime(field).map(|at| at.timestamp_millis()).unwrap_or_default()
}
