//! HTTP as every service speaks it: extractors that name what is wrong, and the layers around a router.

mod client;
mod client_address;
mod deadline;
mod extract;
mod idempotency;
mod layers;
mod openapi;
mod paging;
mod server;

pub use client::{HttpClient, HttpClientError, client};
pub use client_address::{ClientAddress, MalformedNetworks, TrustedProxies};
pub use extract::{IdPath, ValidJson, ValidQuery};
pub use idempotency::{Idempotency, IdempotencyErrors, IdempotencyKey, NewId, idempotent};
pub(crate) use layers::{Gate, layered};
pub use layers::{MAX_BODY_BYTES, MAX_REQUEST_TIME};
pub(crate) use openapi::describe;
pub use openapi::{CommonErrors, ThrottledErrors};
pub use paging::{Cursor, Page, PageSize};
pub(crate) use server::serve;
