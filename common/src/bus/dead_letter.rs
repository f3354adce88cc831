//! Dead letters: messages that could not be read, were rejected, or were tried too often. They are kept
//! with the reason, under `dead.<service>.<subject>`.

use async_nats::jetstream::{Message, message::PublishMessage};

use super::{Bus, PublishError, SUBJECT};

pub(super) const DEAD_LETTERS: &str = "messaging_dead_letters_total";

impl Bus {
    /// Keeps a copy of a message that this service gives up on.
    pub(super) async fn bury(
        &self,
        message: &Message,
        subject: &str,
        reason: &str,
    ) -> Result<(), PublishError> {
        let grave = format!("dead.{}.{subject}", self.service);
        let failed = |source| PublishError { subject: grave.clone(), source };
        let mut headers = message.headers.clone().unwrap_or_default();
        let info = message.info().ok();
        let sequence = info.as_ref().map_or(0, |info| info.stream_sequence);
        let deliveries = info.as_ref().map_or(0, |info| info.delivered);
        headers.insert("dead-reason", one_line(reason));
        headers.insert("dead-service", self.service);
        headers.insert("dead-subject", subject);
        headers.insert("dead-sequence", sequence.to_string());
        headers.insert("dead-deliveries", deliveries.to_string());
        let publish = PublishMessage::build()
            .headers(headers)
            .message_id(format!("dead:{}:{subject}:{sequence}", self.service))
            .payload(message.payload.clone());
        let to = self.names.subject(&grave);
        self.jetstream.send_publish(to, publish).await.map_err(failed)?.await.map_err(failed)?;
        metrics::counter!(DEAD_LETTERS, SUBJECT => subject.to_owned()).increment(1);
        tracing::error!(subject, reason, sequence, "message became a dead letter");
        Ok(())
    }
}

/// A header value cannot hold a line break.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(500).collect()
}
