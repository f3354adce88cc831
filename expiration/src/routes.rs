//! expiration has no endpoint beyond those of every service.

use utoipa_axum::router::OpenApiRouter;

pub fn api() -> OpenApiRouter {
    OpenApiRouter::new()
}
