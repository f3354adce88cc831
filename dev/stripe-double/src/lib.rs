//! A double of the parts of Stripe's API that the payments service uses, so that development and tests need no
//! network and can make happen what Stripe's test mode cannot: lost answers, outages, late and repeated webhooks,
//! and a ledger that says where every cent went.
//!
//! Reading order: `app` is the route table, `pipeline` what happens to every call (key, faults, idempotency),
//! `store` the account's state behind its one lock; then one module a resource, `webhooks` for what is sent, and
//! `control` and [`Double`] for the ways in which a test steers it.
#![recursion_limit = "256"]

mod app;
mod auth;
mod browser;
mod call;
mod cards;
mod charges;
mod clock;
mod confirmation_tokens;
mod connection;
mod control;
mod deadlines;
mod double;
mod error;
mod events;
mod expand;
mod faults;
mod form;
mod idempotency;
mod ids;
mod ledger;
mod listing;
mod live_key;
mod metadata;
mod money;
mod options;
mod payment_intents;
mod payment_methods;
mod pipeline;
mod refunds;
mod store;
mod table;
mod tokens;
mod webhooks;

pub use control::ControlError;
pub use double::Double;
pub use events::{DeliveryReport, DeliveryState, EventReport};
pub use faults::{Fault, FaultKind, FaultMatch};
pub use ledger::{ChargeEntry, Counters, Ledger, PaymentIntentEntry, RefundEntry};
pub use live_key::{LiveKey, refuse_live_keys};
pub use options::{Options, WebhookTarget};
pub use payment_intents::AuthenticationOutcome;
pub use webhooks::WebhookKnobs;
pub use webhooks::signature;

/// The API version that the double speaks, the one that async-stripe 1.0.0-rc.10 is generated from.
pub const API_VERSION: &str = "2026-09-30.endive";
