//! The header as the OpenAPI documents tell of it.

use utoipa::{IntoParams, IntoResponses};

use crate::error::Problem;

/// Put this into `params(...)` of every endpoint that the layer is around.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
pub struct IdempotencyKey {
    /// Visible ASCII, best a random UUID: the same request under the same key takes effect once, and for 24
    /// hours has the same answer, with `Idempotency-Replayed: true`.
    #[param(rename = "Idempotency-Key", min_length = 1, max_length = 255, pattern = "^[!-~]+$")]
    pub idempotency_key: Option<String>,
}

/// Put this into `responses(...)` of every endpoint that the layer is around. What is still under way is a
/// 409, `idempotency_key_in_use`.
#[derive(IntoResponses)]
pub enum IdempotencyErrors {
    /// `idempotency_key_reused`: another request had this key
    #[response(status = 422, content_type = "application/problem+json")]
    Reused(Problem),
}
