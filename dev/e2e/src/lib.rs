//! The whole fleet as its users see it: real processes behind NGINX, people who buy and sell, and the
//! check of everything that must be true when all is at rest.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod api;
mod collector;
mod double;
mod invariants;
mod market;
mod metrics;
mod person;

pub use api::{Operation, UNKNOWN, members};
pub use collector::{Collector, Span};
pub use double::StripeControl;
pub use market::{Market, MarketBuilder};
pub use metrics::Metrics;
pub use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
pub use person::{Order, Person, Ticket};
