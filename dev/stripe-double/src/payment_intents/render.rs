//! A payment intent as Stripe answers it.

use serde_json::{Value, json};

use super::{Accepts, PaymentIntent, Status};
use crate::auth::Caller;
use crate::charges;
use crate::expand::Expand;
use crate::store::Store;

/// What a browser may see.
const PUBLIC: &[&str] = &[
    "id",
    "object",
    "amount",
    "amount_details",
    "automatic_payment_methods",
    "canceled_at",
    "cancellation_reason",
    "capture_method",
    "client_secret",
    "confirmation_method",
    "created",
    "currency",
    "description",
    "last_payment_error",
    "livemode",
    "next_action",
    "payment_method",
    "payment_method_configuration_details",
    "payment_method_types",
    "processing",
    "receipt_email",
    "setup_future_usage",
    "shipping",
    "source",
    "status",
];

/// An intent with what the request wants expanded.
pub(crate) fn rendered(store: &Store, id: &str, expand: &Expand) -> Value {
    let Some(intent) = store.payment_intents.get(id) else { return Value::Null };
    let mut rendered = intent.render();
    expand.replace(&mut rendered, "latest_charge", |inner| {
        charges::rendered(store, intent.latest_charge.as_deref().unwrap_or_default(), inner)
    });
    expand.replace(&mut rendered, "payment_method", |_| {
        let method = intent.payment_method.as_ref().and_then(|id| store.payment_methods.get(id));
        method.map_or(Value::Null, |method| method.render())
    });
    rendered
}

/// The same, cut down to what a caller may see.
pub(super) fn rendered_for(caller: Caller, store: &Store, id: &str, expand: &Expand) -> Value {
    let mut rendered = rendered(store, id, expand);
    if let (Caller::Publishable, Some(object)) = (caller, rendered.as_object_mut()) {
        object.retain(|name, _| PUBLIC.contains(&name.as_str()));
    }
    rendered
}

impl PaymentIntent {
    /// The whole object, nothing expanded.
    pub(crate) fn render(&self) -> Value {
        let (automatic, configuration) = match self.accepts {
            Accepts::Cards => (Value::Null, Value::Null),
            Accepts::Automatic { redirects } => (
                json!({ "allow_redirects": if redirects { "always" } else { "never" }, "enabled": true }),
                json!({ "id": "pmc_3StripeDouble", "parent": null }),
            ),
        };
        let processing = match self.status {
            Status::Processing => json!({ "card": {}, "type": "card" }),
            _ => Value::Null,
        };
        json!({
            "id": self.id,
            "object": "payment_intent",
            "allowed_payment_method_types": null,
            "amount": self.amount,
            "amount_capturable": self.amount_capturable,
            "amount_details": { "tip": {} },
            "amount_received": self.amount_received,
            "application": null,
            "application_fee_amount": null,
            "automatic_payment_methods": automatic,
            "canceled_at": self.canceled_at,
            "cancellation_reason": self.cancellation_reason,
            "capture_method": self.capture_method.as_str(),
            "client_secret": self.client_secret,
            "confirmation_method": "automatic",
            "created": self.created(),
            "currency": self.currency,
            "customer": null,
            "customer_account": null,
            "description": self.description,
            "excluded_payment_method_types": null,
            "hooks": null,
            "last_payment_error": self.last_payment_error,
            "latest_charge": self.latest_charge,
            "livemode": false,
            "managed_payments": null,
            "metadata": self.metadata,
            "next_action": self.next_action,
            "on_behalf_of": null,
            "payment_details": null,
            "payment_method": self.payment_method,
            "payment_method_configuration_details": configuration,
            "payment_method_options": {
                "card": {
                    "installments": null,
                    "mandate_options": null,
                    "network": null,
                    "request_three_d_secure": if self.requests_authentication { "any" } else { "automatic" },
                },
            },
            "payment_method_types": ["card"],
            "payment_record": null,
            "presentment_details": null,
            "processing": processing,
            "receipt_email": self.receipt_email,
            "review": null,
            "setup_future_usage": null,
            "shipping": null,
            "source": null,
            "statement_descriptor": null,
            "statement_descriptor_suffix": self.statement_descriptor_suffix,
            "status": self.status.as_str(),
            "transfer_data": null,
            "transfer_group": null,
        })
    }
}
