//! A collector of traces, as OpenTelemetry's protocol over HTTP wants it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::{KeyValue, any_value::Value};
use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use prost::Message;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Keeps what it is sent. It ends when it is dropped.
pub struct Collector {
    pub url: String,
    spans: Arc<Mutex<Vec<Span>>>,
    server: JoinHandle<()>,
}

/// A span that was sent. Ids are in hex.
#[derive(Clone, Debug)]
pub struct Span {
    pub service: String,
    pub trace: String,
    pub id: String,
    pub parent: String,
    pub kind: SpanKind,
    pub name: String,
    attributes: Vec<KeyValue>,
}

impl Collector {
    pub async fn start() -> Self {
        let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", tcp.local_addr().unwrap());
        let spans = Arc::<Mutex<Vec<Span>>>::default();
        let app = Router::new().route("/v1/traces", post(collect)).with_state(spans.clone());
        let server = tokio::spawn(async move { axum::serve(tcp, app).await.unwrap() });
        Self { url, spans, server }
    }

    /// What was sent so far of a trace.
    pub fn trace(&self, trace: &str) -> Vec<Span> {
        self.spans.lock().unwrap().iter().filter(|span| span.trace == trace).cloned().collect()
    }

    /// The services that have sent anything.
    pub fn services(&self) -> BTreeSet<String> {
        self.spans.lock().unwrap().iter().map(|span| span.service.clone()).collect()
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Span {
    /// An attribute as text; empty if there is none.
    pub fn attribute(&self, key: &str) -> String {
        text(&self.attributes, key)
    }
}

async fn collect(State(spans): State<Arc<Mutex<Vec<Span>>>>, body: Bytes) {
    let request = ExportTraceServiceRequest::decode(body).unwrap();
    let mut spans = spans.lock().unwrap();
    for group in request.resource_spans {
        let service = text(&group.resource.unwrap().attributes, "service.name");
        for span in group.scope_spans.into_iter().flat_map(|scope| scope.spans) {
            spans.push(Span {
                service: service.clone(),
                trace: hex(&span.trace_id),
                id: hex(&span.span_id),
                parent: hex(&span.parent_span_id),
                kind: span.kind(),
                name: span.name,
                attributes: span.attributes,
            });
        }
    }
}

fn text(attributes: &[KeyValue], key: &str) -> String {
    let value = attributes.iter().find(|attribute| attribute.key == key);
    match value.and_then(|attribute| attribute.value.as_ref()?.value.as_ref()) {
        Some(Value::StringValue(text)) => text.clone(),
        Some(Value::IntValue(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
