//! A call as it came in, read out of HTTP.

use std::collections::HashMap;

use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Path, Request};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::connection::Connection;
use crate::ids;

const MAX_BODY_BYTES: usize = 1024 * 1024;

#[derive(Debug)]
pub(crate) struct Call {
    pub method: Method,
    pub path: String,
    /// The id in the path; empty where there is none.
    pub id: String,
    pub headers: HeaderMap,
    /// The query of a GET, the body of a POST.
    pub parameters: String,
    pub connection: Connection,
    pub request_id: String,
}

impl<S: Send + Sync> FromRequest<S> for Call {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Path(mut ids) = Path::<HashMap<String, String>>::from_request_parts(&mut parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let connection = ConnectInfo::<Connection>::from_request_parts(&mut parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let (method, headers) = (parts.method.clone(), parts.headers.clone());
        let (path, query) = (parts.uri.path().to_owned(), parts.uri.query().unwrap_or_default().to_owned());
        let body = axum::body::to_bytes(body, MAX_BODY_BYTES)
            .await
            .map_err(|_| StatusCode::PAYLOAD_TOO_LARGE.into_response())?;
        let body = String::from_utf8(body.to_vec()).map_err(|_| StatusCode::BAD_REQUEST.into_response())?;
        Ok(Self {
            parameters: if method == Method::GET { query } else { body },
            method,
            path,
            id: ids.remove("id").unwrap_or_default(),
            headers,
            connection: connection.0,
            request_id: ids::request(),
        })
    }
}
