//! The account: everything there is, behind one lock.

use std::collections::HashMap;

use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;

use crate::charges::Charge;
use crate::clock::Clock;
use crate::confirmation_tokens::ConfirmationToken;
use crate::deadlines::Deadlines;
use crate::events::{DeliveryReport, DeliveryState, Event, EventRecord, Origin};
use crate::faults::Faults;
use crate::idempotency::Keys;
use crate::ledger::Counters;
use crate::payment_intents::{PaymentIntent, SearchIndex, SlowCharges};
use crate::payment_methods::PaymentMethod;
use crate::refunds::Refund;
use crate::table::Table;
use crate::tokens::Token;
use crate::webhooks::{Dispatch, Endpoint, WebhookKnobs};

/// The state of the test account.
#[derive(Debug)]
pub(crate) struct Store {
    pub clock: Clock,
    pub payment_intents: Table<PaymentIntent>,
    pub charges: Table<Charge>,
    pub refunds: Table<Refund>,
    pub payment_methods: HashMap<String, PaymentMethod>,
    pub tokens: HashMap<String, Token>,
    pub confirmation_tokens: HashMap<String, ConfirmationToken>,
    pub events: Table<EventRecord>,
    pub search: SearchIndex,
    pub keys: Keys,
    pub deadlines: Deadlines,
    pub faults: Faults,
    pub slow_charges: SlowCharges,
    pub counters: Counters,
    pub endpoints: Vec<Endpoint>,
    pub knobs: WebhookKnobs,
    dispatcher: UnboundedSender<Dispatch>,
}

impl Store {
    pub(crate) fn new(endpoints: Vec<Endpoint>, dispatcher: UnboundedSender<Dispatch>) -> Self {
        Self {
            clock: Clock::default(),
            payment_intents: Table::default(),
            charges: Table::default(),
            refunds: Table::default(),
            payment_methods: HashMap::new(),
            tokens: HashMap::new(),
            confirmation_tokens: HashMap::new(),
            events: Table::default(),
            search: SearchIndex::default(),
            keys: Keys::default(),
            deadlines: Deadlines::default(),
            faults: Faults::default(),
            slow_charges: SlowCharges::default(),
            counters: Counters::default(),
            endpoints,
            knobs: WebhookKnobs::default(),
            dispatcher,
        }
    }

    /// Forgets everything but the webhook endpoints.
    pub(crate) fn reset(&mut self) {
        let endpoints = std::mem::take(&mut self.endpoints);
        *self = Self::new(endpoints, self.dispatcher.clone());
    }

    /// Unix seconds on the account's clock.
    pub(crate) fn now(&self) -> i64 {
        self.clock.now_ms().div_euclid(1000)
    }

    /// Lets search find an intent by the metadata that it has now.
    pub(crate) fn index(&mut self, intent: &str) {
        let position = self.payment_intents.position(intent);
        if let Some(intent) = self.payment_intents.get(intent) {
            self.search.add(position, &intent.metadata);
        }
    }

    /// Records that something happened to an object and hands it to every webhook endpoint.
    pub(crate) fn emit(&mut self, kind: &'static str, object: Value, origin: Origin<'_>) {
        let event = Event::new(kind, self.now(), &object, origin);
        let id = event.id.clone();
        let deliveries = self.endpoints.iter().map(|endpoint| DeliveryReport {
            url: endpoint.url.clone(),
            state: DeliveryState::Pending,
            attempts: 0,
            last_status: None,
        });
        let record = EventRecord { event, deliveries: deliveries.collect() };
        let body = if self.endpoints.is_empty() { String::new() } else { record.render().to_string() };
        self.events.insert(id.clone(), record);
        for (delivery, endpoint) in self.endpoints.clone().into_iter().enumerate() {
            let (event, body) = (id.clone(), body.clone());
            self.dispatch(Dispatch { event, delivery, endpoint, body });
        }
    }

    pub(crate) fn dispatch(&self, dispatch: Dispatch) {
        if self.dispatcher.send(dispatch).is_err() {
            tracing::debug!("an event is not delivered: the double is stopping");
        }
    }
}
