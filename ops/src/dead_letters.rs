//! `ops dead-letters`: what services have given up on. To replay a letter is to publish its message again, for all who
//! hear that subject: a listener that has heard it before does nothing.

use std::fmt;

use anyhow::{Context as _, bail};
use async_nats::HeaderMap;
use async_nats::jetstream::message::{PublishMessage, StreamMessage};
use async_nats::jetstream::stream::{LastRawMessageErrorKind, Stream};
use bytes::Bytes;
use clap::{Args, Subcommand};
use serde::Serialize;

use crate::installation::{Service, Streams};
use crate::report::Form;

#[derive(Subcommand)]
pub enum Command {
    /// One line for each letter.
    List(Filter),
    /// A letter with its headers and its message.
    Show {
        /// Its number in the list.
        number: u64,
    },
    /// Publishes messages again and removes their letters: after the cause was mended.
    Replay(Choice),
    /// Removes letters for ever.
    Drop(Choice),
}

/// Which letters; all of them unless it says otherwise.
#[derive(Args, Clone, Default)]
pub struct Filter {
    /// Only those that this service has given up on.
    #[arg(long)]
    service: Option<Service>,
    /// Only messages of this subject, as `order.created`.
    #[arg(long)]
    subject: Option<String>,
}

#[derive(Args)]
pub struct Choice {
    /// Numbers from the list.
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    numbers: Vec<u64>,
    /// Every letter that the filter lets through.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    filter: Filter,
    /// Tells what would be done, and does nothing.
    #[arg(long)]
    dry_run: bool,
}

/// A message that a service has given up on.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Letter {
    pub number: u64,
    /// Who gave up.
    pub service: String,
    /// Where the message had been published, without the fleet's prefix.
    pub subject: String,
    pub reason: String,
    pub deliveries: u64,
    /// RFC 3339
    pub at: String,
    /// The event's identity.
    pub event_id: String,
    pub message: String,
    #[serde(skip)]
    headers: HeaderMap,
    #[serde(skip)]
    payload: Bytes,
}

/// Letters, a line each.
#[derive(Debug, Serialize)]
#[serde(transparent)]
struct Lines(Vec<Letter>);

/// What was done to letters, or would be.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Done {
    act: &'static str,
    dry_run: bool,
    letters: Vec<Letter>,
}

pub async fn run(command: Command, streams: &Streams, form: Form) -> anyhow::Result<String> {
    let letters = DeadLetters::open(streams).await?;
    match command {
        Command::List(filter) => form.of(&Lines(letters.all(&filter).await?)),
        Command::Show { number } => form.of(&letters.one(number).await?),
        Command::Replay(choice) => {
            let chosen = letters.chosen(&choice).await?;
            if !choice.dry_run {
                for letter in &chosen {
                    letters.replay(letter).await?;
                }
            }
            form.of(&Done { act: "replayed", dry_run: choice.dry_run, letters: chosen })
        }
        Command::Drop(choice) => {
            let chosen = letters.chosen(&choice).await?;
            if !choice.dry_run {
                for letter in &chosen {
                    letters.remove(letter.number).await?;
                }
            }
            form.of(&Done { act: "dropped", dry_run: choice.dry_run, letters: chosen })
        }
    }
}

/// The stream that keeps them.
pub struct DeadLetters<'a> {
    streams: &'a Streams,
    stream: Stream,
}

impl<'a> DeadLetters<'a> {
    pub async fn open(streams: &'a Streams) -> anyhow::Result<Self> {
        let name = streams.names.stream_of("dead.x");
        let stream =
            streams.jetstream.get_stream(name).await.context("there is no stream of dead letters")?;
        Ok(Self { streams, stream })
    }

    /// Those that the filter lets through, oldest first.
    pub async fn all(&self, filter: &Filter) -> anyhow::Result<Vec<Letter>> {
        let service = filter.service.map_or("*", Service::name);
        let subject = filter.subject.as_deref().unwrap_or(">");
        let subjects = self.streams.names.subject(&format!("dead.{service}.{subject}"));
        let (mut letters, mut from) = (Vec::new(), 1);
        loop {
            match self.stream.get_first_raw_message_by_subject(&subjects, from).await {
                Ok(message) => {
                    from = message.sequence + 1;
                    letters.push(Letter::read(&message));
                }
                Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => return Ok(letters),
                Err(error) => return Err(error).context("the dead letters cannot be read"),
            }
        }
    }

    async fn one(&self, number: u64) -> anyhow::Result<Letter> {
        match self.stream.get_raw_message(number).await {
            Ok(message) => Ok(Letter::read(&message)),
            Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => {
                bail!("there is no dead letter {number}")
            }
            Err(error) => Err(error).with_context(|| format!("dead letter {number} cannot be read")),
        }
    }

    /// All of the chosen are read before anything is done to the first.
    async fn chosen(&self, choice: &Choice) -> anyhow::Result<Vec<Letter>> {
        if choice.all {
            return self.all(&choice.filter).await;
        }
        let mut letters = Vec::new();
        for number in &choice.numbers {
            letters.push(self.one(*number).await?);
        }
        Ok(letters)
    }

    /// Whoever dies in between publishes it twice, which changes nothing.
    async fn replay(&self, letter: &Letter) -> anyhow::Result<()> {
        let message = PublishMessage::build()
            .headers(letter.headers.clone())
            .message_id(format!("{}:replay:{}", letter.event_id, letter.number))
            .payload(letter.payload.clone());
        let subject = self.streams.names.subject(&letter.subject);
        let failed = || format!("letter {} could not be published to {}", letter.number, letter.subject);
        let ack = self.streams.jetstream.send_publish(subject, message).await.with_context(failed)?;
        ack.await.with_context(failed)?;
        self.remove(letter.number).await
    }

    async fn remove(&self, number: u64) -> anyhow::Result<()> {
        let removed = self.stream.delete_message(number).await;
        removed.with_context(|| format!("letter {number} could not be removed"))?;
        Ok(())
    }
}

impl Letter {
    fn read(message: &StreamMessage) -> Self {
        let header = |name: &str| message.headers.get(name).map(ToString::to_string).unwrap_or_default();
        // Those of the event itself; what was noted about its death and for the stream is not its own.
        let mut headers = HeaderMap::new();
        for (name, values) in message.headers.iter() {
            let name: &str = name.as_ref();
            if !name.starts_with("dead-") && !name.starts_with("Nats-") {
                for value in values {
                    headers.append(name, value.clone());
                }
            }
        }
        Self {
            number: message.sequence,
            service: header("dead-service"),
            subject: header("dead-subject"),
            reason: header("dead-reason"),
            deliveries: header("dead-deliveries").parse().unwrap_or_default(),
            at: message.time.to_string(),
            event_id: header("ce-id"),
            message: String::from_utf8_lossy(&message.payload).into_owned(),
            headers,
            payload: message.payload.clone(),
        }
    }
}

impl fmt::Display for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, service, subject, reason, deliveries, at, event_id, message, .. } = self;
        writeln!(f, "letter      {number}\nat          {at}\ngiven up by {service}\nsubject     {subject}")?;
        writeln!(f, "deliveries  {deliveries}\nreason      {reason}\nevent       {event_id}\n\n{message}")
    }
}

impl Letter {
    fn line(&self) -> String {
        let Self { number, service, subject, reason, at, .. } = self;
        format!("{number:>6}  {at}  {service:<10}  {subject:<20}  {reason}\n")
    }
}

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return writeln!(f, "no dead letters");
        }
        self.0.iter().try_for_each(|letter| f.write_str(&letter.line()))
    }
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.letters.iter().try_for_each(|letter| f.write_str(&letter.line()))?;
        let would = if self.dry_run { "would be " } else { "" };
        writeln!(f, "{} {would}{}", self.letters.len(), self.act)
    }
}
