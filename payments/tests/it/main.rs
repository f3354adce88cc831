//! payments on real servers and on Stripe's double.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod harness;
mod cards;
mod secure;
mod refusals;
mod once;
mod tries;
mod decisions;
mod refunds;
mod outages;
mod recovery;
mod webhooks;
mod admin;
mod list;
mod domain;
mod money;
mod replay;
mod dead_letters;
mod queries;
mod stopping;
