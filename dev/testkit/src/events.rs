//! The bus as a test sees it: it publishes as another service would, and reads what was published.

use async_nats::jetstream;
use async_nats::jetstream::consumer::{AckPolicy, pull};
use common::bus::{Names, Outgoing};
use common::clock::{Clock, Timestamp};
use common::events::Event;
use futures::StreamExt;

use crate::wait::eventually;
use crate::world::World;

/// A message that a service gave up on.
#[derive(Debug)]
pub struct DeadLetter {
    pub subject: String,
    pub reason: String,
    pub body: Vec<u8>,
}

impl World {
    /// Publishes an event in the name of its producer.
    pub async fn publish<E: Event>(&self, event: &E) {
        let outgoing = Outgoing::new(event, self.clock.now()).unwrap();
        self.bus("test").await.publish(&outgoing).await.expect("the event is stored");
    }

    /// Publishes bytes that need be no event.
    pub async fn publish_raw(&self, subject: &str, body: &[u8]) {
        let jetstream = self.jetstream().await;
        let subject = Names::new(&self.name).subject(subject);
        jetstream.publish(subject, body.to_vec().into()).await.unwrap().await.expect("the message is stored");
    }

    /// Every event of a kind that was published so far, oldest first.
    pub async fn published<E: Event>(&self) -> Vec<E> {
        let messages = self.messages(E::SUBJECT, E::SUBJECT).await;
        messages.iter().map(|message| serde_json::from_slice(&message.payload).unwrap()).collect()
    }

    /// The next `count` events of a kind and when each arrived; listening begins before this returns.
    pub async fn arrivals<E: Event>(
        &self,
        count: usize,
    ) -> impl Future<Output = Vec<(E, Timestamp)>> + use<E> {
        let client = async_nats::connect(self.nats_url()).await.unwrap();
        let events = client.subscribe(Names::new(&self.name).subject(E::SUBJECT)).await.unwrap();
        client.flush().await.unwrap();
        let clock = Clock::system();
        events
            .take(count)
            .map(move |message| (serde_json::from_slice(&message.payload).unwrap(), clock.now()))
            .collect()
    }

    /// Waits until a service has heard every event of a kind that was published so far.
    pub async fn all_heard<E: Event>(&self, service: &str) {
        let jetstream = self.jetstream().await;
        let stream = Names::new(&self.name).stream_of(E::SUBJECT);
        let name = Names::consumer(service, E::SUBJECT);
        eventually(&format!("{service} has heard every {}", E::SUBJECT), || async {
            let consumer = jetstream.get_consumer_from_stream::<pull::Config, _, _>(&name, &stream).await;
            let info = consumer.unwrap().cached_info().clone();
            (info.num_pending == 0 && info.num_ack_pending == 0).then_some(())
        })
        .await;
    }

    /// Every dead letter of a service so far.
    pub async fn dead_letters(&self, service: &str) -> Vec<DeadLetter> {
        let messages = self.messages("dead.x", &format!("dead.{service}.>")).await;
        let header = |message: &jetstream::Message, name: &str| {
            let headers = message.headers.as_ref();
            headers.and_then(|headers| headers.get(name)).map(ToString::to_string).unwrap_or_default()
        };
        messages
            .iter()
            .map(|message| DeadLetter {
                subject: header(message, "dead-subject"),
                reason: header(message, "dead-reason"),
                body: message.payload.to_vec(),
            })
            .collect()
    }

    async fn messages(&self, subject_of_stream: &str, filter: &str) -> Vec<jetstream::Message> {
        let names = Names::new(&self.name);
        let stream = self.jetstream().await.get_stream(names.stream_of(subject_of_stream)).await.unwrap();
        let config = pull::Config {
            filter_subject: names.subject(filter),
            ack_policy: AckPolicy::None,
            ..Default::default()
        };
        let consumer = stream.create_consumer(config).await.unwrap();
        let waiting = consumer.cached_info().num_pending as usize;
        if waiting == 0 {
            return Vec::new();
        }
        let batch = consumer.fetch().max_messages(waiting).messages().await.unwrap();
        batch.map(Result::unwrap).collect().await
    }

    async fn jetstream(&self) -> jetstream::Context {
        jetstream::new(async_nats::connect(self.nats_url()).await.unwrap())
    }
}
