//! A user of the bus who tries what no service would.

use std::time::Duration;

use async_nats::jetstream;
use async_nats::{Client, ConnectOptions, Event, ServerError};
use common::config::BusConfig;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// A user at the server, and what the server refused them.
pub struct Visitor {
    user: String,
    pub client: Client,
    pub jetstream: jetstream::Context,
    refusals: UnboundedReceiver<String>,
}

impl Visitor {
    /// With the user's key and inbox, as a service has them.
    pub async fn connect(config: &BusConfig, user: &str) -> Self {
        let (told, refusals) = unbounded_channel();
        let options = ConnectOptions::new().custom_inbox_prefix(format!("_INBOX_{user}")).event_callback(
            move |event| {
                if let Event::ServerError(ServerError::Other(error)) = event {
                    // A test that has ended asks no more.
                    let _ = told.send(error);
                }
                std::future::ready(())
            },
        );
        let options = match &config.key {
            Some(key) => options.nkey(key.seed().expose().to_owned()),
            None => options,
        };
        let client = options.connect(config.url.expose()).await.unwrap();
        let user = user.to_owned();
        Self { user, jetstream: jetstream::new(client.clone()), client, refusals }
    }

    /// The server refuses to take a message, which asks for an answer as a request does.
    pub async fn may_not_publish(&mut self, subject: &str) {
        let reply = self.client.new_inbox();
        self.client.publish_with_reply(subject.to_owned(), reply, "{}".into()).await.unwrap();
        self.is_refused(&format!("Publish to \"{subject}\"")).await;
    }

    /// The server refuses to deliver what is published there.
    pub async fn may_not_subscribe(&mut self, subject: &str) {
        let _subscription = self.client.subscribe(subject.to_owned()).await.unwrap();
        self.is_refused(&format!("Subscription to \"{subject}\"")).await;
    }

    async fn is_refused(&mut self, what: &str) {
        self.client.flush().await.unwrap();
        let refusal = tokio::time::timeout(Duration::from_secs(30), self.refusals.recv()).await;
        let refusal = refusal.unwrap_or_else(|_| panic!("{} is not refused: {what}", self.user)).unwrap();
        assert!(refusal.contains(what), "{}: {refusal}, not {what}", self.user);
    }

    /// Nothing that was done so far was refused.
    pub async fn was_refused_nothing(&mut self) {
        self.client.flush().await.unwrap();
        assert_eq!(self.refusals.try_recv().ok(), None, "{}", self.user);
    }
}
