//! Traces, sent over OTLP with protobuf over HTTP. Nothing of it is done unless `OTEL_EXPORTER_OTLP_ENDPOINT` (or
//! `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`) is set; OpenTelemetry's other variables mean what its specification says.
//! Spans wait in a bounded queue and are sent by a thread of its own: those that do not fit are dropped, and
//! nobody waits for the collector.

mod wire;

use std::borrow::Cow;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::OnceLock;
use std::time::Duration;

use opentelemetry::Context;
pub use opentelemetry::KeyValue;
use opentelemetry::propagation::{Extractor, TextMapPropagator};
pub use opentelemetry::trace::SpanKind;
use opentelemetry::trace::{Status, TraceContextExt, TraceFlags, Tracer, TracerProvider};
use opentelemetry_otlp::{SpanExporter, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};

use wire::Wire;

/// What is still to be sent when the service ends has this long.
const LAST_SPANS: Duration = Duration::from_secs(1);
const ENDPOINTS: [&str; 2] = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

pub(crate) const TRACEPARENT: &str = "traceparent";

static TRACING: OnceLock<(SdkTracerProvider, SdkTracer)> = OnceLock::new();

/// Begins to trace if the environment says where to. Once in a process.
pub(super) fn start(service: &'static str) {
    let is_set = |name| std::env::var(name).is_ok_and(|value| !value.is_empty());
    if TRACING.get().is_some() || !ENDPOINTS.into_iter().any(is_set) {
        return;
    }
    let exporter = Wire::new().map_err(|error| error.to_string()).and_then(|wire| {
        let exporter = SpanExporter::builder().with_http().with_http_client(wire).build();
        exporter.map_err(|error| error.to_string())
    });
    match exporter {
        Ok(exporter) => {
            let provider = SdkTracerProvider::builder()
                .with_resource(resource(service))
                .with_batch_exporter(exporter)
                .build();
            let tracer = provider.tracer("ticketing");
            if TRACING.set((provider, tracer)).is_ok() {
                tracing::info!("traces are sent");
            }
        }
        Err(error) => tracing::error!(error, "traces cannot be sent"),
    }
}

fn resource(service: &'static str) -> Resource {
    let resource = Resource::builder().with_attributes([
        KeyValue::new("service.namespace", "ticketing"),
        KeyValue::new("service.version", env!("CARGO_PKG_VERSION")),
        KeyValue::new("service.instance.id", uuid::Uuid::new_v4().to_string()),
    ]);
    match std::env::var("OTEL_SERVICE_NAME") {
        Ok(_) => resource.build(),
        Err(_) => resource.with_service_name(service).build(),
    }
}

/// Sends what has not been sent yet, if that is possible within a second.
pub(crate) async fn flush() {
    let Some((provider, _)) = TRACING.get() else { return };
    let flushed = tokio::task::spawn_blocking(|| provider.force_flush());
    match tokio::time::timeout(LAST_SPANS, flushed).await {
        Ok(Ok(Ok(()))) => {}
        _ => tracing::warn!("the last spans could not be sent"),
    }
}

/// A piece of work, as a trace shows it: until it is dropped. Nothing at all while nothing is traced.
#[derive(Clone)]
pub struct Span(Option<Context>);

impl Span {
    /// A part of the work that is being done here, by its name and attributes.
    pub fn begin(kind: SpanKind, about: impl FnOnce() -> (String, Vec<KeyValue>)) -> Self {
        match TRACING.get() {
            Some((_, tracer)) => Self::begin_in(&Context::current(), tracer, kind, about()),
            None => Self(None),
        }
    }

    /// Goes on with work that began elsewhere, as its `traceparent` tells; with none, or a bad one, it begins
    /// a trace.
    pub fn go_on(
        from: &dyn Extractor,
        kind: SpanKind,
        about: impl FnOnce() -> (String, Vec<KeyValue>),
    ) -> Self {
        let Some((_, tracer)) = TRACING.get() else { return Self(None) };
        let elsewhere = TraceContextPropagator::new().extract_with_context(&Context::new(), from);
        Self::begin_in(&elsewhere, tracer, kind, about())
    }

    fn begin_in(
        parent: &Context,
        tracer: &SdkTracer,
        kind: SpanKind,
        (name, attributes): (String, Vec<KeyValue>),
    ) -> Self {
        let span = tracer.span_builder(name).with_kind(kind).with_attributes(attributes);
        Self(Some(parent.with_span(span.start_with_context(tracer, parent))))
    }

    /// What work that is begun in another task belongs to.
    pub(crate) fn current() -> Self {
        Self(TRACING.get().map(|_| Context::current()))
    }

    /// Does something as a part of this.
    pub async fn within<F: Future>(&self, work: F) -> F::Output {
        let mut work = pin!(work);
        poll_fn(|task| {
            let _current = self.0.clone().map(Context::attach);
            work.as_mut().poll(task)
        })
        .await
    }

    pub fn set(&self, key: &'static str, value: impl Into<opentelemetry::Value>) {
        if let Some(context) = &self.0 {
            context.span().set_attribute(KeyValue::new(key, value));
        }
    }

    /// It went wrong, by a cause of which there are few.
    pub fn fail(&self, kind: impl Into<Cow<'static, str>>) {
        if let Some(context) = &self.0 {
            let kind = kind.into();
            context.span().set_attribute(KeyValue::new("error.type", kind.clone()));
            context.span().set_status(Status::Error { description: kind });
        }
    }

    /// The trace's id, for the log.
    pub(crate) fn trace_id(&self) -> Option<String> {
        let context = self.0.as_ref()?;
        Some(context.span().span_context().trace_id().to_string())
    }

    /// By which work elsewhere goes on with this (W3C Trace Context).
    pub(crate) fn traceparent(&self) -> Option<String> {
        let span = self.0.as_ref()?.span();
        let context = span.span_context();
        let flags = context.trace_flags() & TraceFlags::SAMPLED;
        let (trace, span) = (context.trace_id(), context.span_id());
        context.is_valid().then(|| format!("00-{trace}-{span}-{:02x}", flags.to_u8()))
    }
}

/// The `traceparent` of the work that is being done here.
pub fn traceparent() -> Option<String> {
    Span::current().traceparent()
}

/// A `traceparent` that was kept.
pub struct Kept<'a>(pub Option<&'a str>);

impl Extractor for Kept<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.filter(|_| key == TRACEPARENT)
    }

    fn keys(&self) -> Vec<&str> {
        vec![TRACEPARENT]
    }
}
