//! What a service says of itself: whether it lives, whether it is ready, and what it counts.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use futures::future::join_all;
use serde::Serialize;

use super::{Base, Observer};
use crate::http::Gate;
use crate::{mongo, telemetry};

#[derive(Clone)]
pub(super) struct Health {
    pub(super) base: Base,
    pub(super) gate: Gate,
    pub(super) observers: Arc<[Observer]>,
}

/// What `/readyz` found.
#[derive(Serialize)]
struct Readiness {
    started: bool,
    stopping: bool,
    mongodb: bool,
    nats: bool,
}

impl Health {
    pub(super) fn routes(self) -> Router {
        Router::new()
            .route("/healthz", get(async || "ok"))
            .route("/readyz", get(readyz))
            .route("/metrics", get(metrics))
            .with_state(self)
    }
}

impl Readiness {
    async fn of(health: &Health) -> Self {
        Self {
            started: health.gate.is_open(),
            stopping: health.base.stopping.is_cancelled(),
            mongodb: mongo::answers(&health.base.database).await,
            nats: health.base.bus.is_connected(),
        }
    }

    fn is_ready(&self) -> bool {
        self.started && !self.stopping && self.mongodb && self.nats
    }
}

async fn readyz(State(health): State<Health>) -> Response {
    let readiness = Readiness::of(&health).await;
    let status = if readiness.is_ready() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(readiness)).into_response()
}

async fn metrics(State(health): State<Health>) -> String {
    let observed = join_all(health.observers.iter().map(|observe| observe()));
    let (readiness, _) = tokio::join!(Readiness::of(&health), observed);
    let up = |is_up| if is_up { 1.0 } else { 0.0 };
    metrics::gauge!("service_ready").set(up(readiness.is_ready()));
    metrics::gauge!("dependency_up", "dependency" => "mongodb").set(up(readiness.mongodb));
    metrics::gauge!("dependency_up", "dependency" => "nats").set(up(readiness.nats));
    telemetry::render()
}
