//! A log as lines of JSON, one an event: `timestamp`, `level`, the event's own fields, and in `span` those of the work that it
//! belongs to.

use std::fmt;

use serde::ser::{Error as _, SerializeMap};
use serde_json::value::RawValue;
use serde_json::{Error, Serializer};
use tracing::{Event, Subscriber};
use tracing_serde::SerdeMapVisitor;
use tracing_subscriber::fmt::format::{JsonFields, Writer};
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormattedFields};
use tracing_subscriber::registry::LookupSpan;

/// Most lines of ours fit into it.
const LINE: usize = 512;

/// `tracing-subscriber` has a formatter for that, which reads a span's fields anew for each event and writes a line piece by
/// piece: half of what the log of a small request costs.
pub(super) struct JsonLines;

impl<S: Subscriber + for<'a> LookupSpan<'a>> FormatEvent<S, JsonFields> for JsonLines {
    fn format_event(
        &self,
        context: &FmtContext<'_, S, JsonFields>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let line = line(context, event).map_err(|_| fmt::Error)?;
        writer.write_str(str::from_utf8(&line).map_err(|_| fmt::Error)?)?;
        writer.write_char('\n')
    }
}

fn line<S: Subscriber + for<'a> LookupSpan<'a>>(
    context: &FmtContext<'_, S, JsonFields>,
    event: &Event<'_>,
) -> Result<Vec<u8>, Error> {
    let mut now = String::new();
    SystemTime.format_time(&mut Writer::new(&mut now)).map_err(Error::custom)?;
    let mut line = Vec::with_capacity(LINE);
    let mut serializer = Serializer::new(&mut line);
    let mut fields = serde::Serializer::serialize_map(&mut serializer, None)?;
    fields.serialize_entry("timestamp", &now)?;
    fields.serialize_entry("level", event.metadata().level().as_str())?;
    let mut own = SerdeMapVisitor::new(fields);
    event.record(&mut own);
    fields = own.take_serializer()?;
    let span = event.parent().map_or_else(|| context.lookup_current(), |parent| context.span(parent));
    if let Some(span) = span
        && let Some(written) = span.extensions().get::<FormattedFields<JsonFields>>()
    {
        fields.serialize_entry("span", serde_json::from_str::<&RawValue>(written)?)?;
    }
    fields.end()?;
    Ok(line)
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex};

    use serde_json::{Value, json};
    use tracing_subscriber::fmt::MakeWriter;

    use super::*;

    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl MakeWriter<'_> for Written {
        type Writer = Self;

        fn make_writer(&self) -> Self {
            self.clone()
        }
    }

    /// What is written of `events`, without the times.
    fn log(events: impl FnOnce()) -> Vec<Value> {
        let written = Written::default();
        let subscriber = tracing_subscriber::fmt()
            .fmt_fields(JsonFields::new())
            .event_format(JsonLines)
            .with_writer(written.clone())
            .finish();
        tracing::subscriber::with_default(subscriber, events);
        let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
        let mut lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for line in &mut lines {
            let time = line.as_object_mut().unwrap().remove("timestamp").unwrap();
            chrono::DateTime::parse_from_rfc3339(time.as_str().unwrap()).unwrap();
        }
        lines
    }

    #[test]
    fn an_event_is_a_line_with_its_fields_and_those_of_the_work_it_belongs_to() {
        let lines = log(|| {
            let request = tracing::info_span!(
                "request",
                "request.id" = "a \"quoted\" id",
                trace_id = tracing::field::Empty
            );
            request.record("trace_id", "0af7");
            request.in_scope(|| tracing::info!(status = 200_u16, method = %"GET", cause = None::<&str>, "request\nof two lines"));
            tracing::warn!("alone");
        });
        assert_eq!(
            lines,
            [
                json!({ "level": "INFO", "message": "request\nof two lines", "status": 200, "method": "GET",
                    "span": { "request.id": "a \"quoted\" id", "trace_id": "0af7" } }),
                json!({ "level": "WARN", "message": "alone" }),
            ]
        );
    }
}
