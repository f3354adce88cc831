//! Confirmation tokens, `ctoken_…`: what the browser collected, for the server to confirm with, once and within
//! twelve hours.

use serde_json::{Value, json};

use crate::error::StripeError;
use crate::form::Fields;
use crate::ids;
use crate::payment_methods::{self, Description, PaymentMethod};
use crate::pipeline::Work;
use crate::store::Store;

const LIFETIME_SECONDS: i64 = 12 * 3600;

#[derive(Debug, Clone)]
pub(crate) struct ConfirmationToken {
    id: String,
    created: i64,
    /// What it was made from; the payment method that a confirmation makes is a copy.
    preview: PaymentMethod,
    return_url: Option<String>,
    /// The intent that it was used for.
    payment_intent: Option<String>,
}

impl ConfirmationToken {
    fn expires_at(&self) -> i64 {
        self.created + LIFETIME_SECONDS
    }

    fn render(&self) -> Value {
        let method = self.preview.render();
        json!({
            "id": self.id,
            "object": "confirmation_token",
            "created": self.created,
            "expires_at": self.expires_at(),
            "livemode": false,
            "mandate_data": null,
            "payment_intent": self.payment_intent,
            "payment_method_options": null,
            "payment_method_preview": {
                "allow_redisplay": "unspecified",
                "billing_details": method.get("billing_details"),
                "card": method.get("card"),
                "customer": null,
                "customer_account": null,
                "type": "card",
            },
            "return_url": self.return_url,
            "setup_future_usage": null,
            "setup_intent": null,
            "shipping": null,
            "use_stripe_sdk": true,
        })
    }
}

/// What a browser makes of its form, with a publishable key.
pub(crate) fn create(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields = std::mem::take(&mut work.fields);
    // Stripe's browser library sends its own particulars along.
    fields.table_if_nested("client_attribution_metadata")?;
    fields.table_if_nested("client_context")?;
    let described = take_described(work, &mut fields)?;
    let Some(described) = described else {
        return Err(StripeError::MissingParameter("payment_method_data".to_owned()));
    };
    let return_url = take_common(&mut fields)?;
    fields.finish()?;
    let preview = described.make(work.store)?;
    Ok(make(work.store, preview, return_url))
}

/// The same for a server's tests.
pub(crate) fn create_for_test(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields = std::mem::take(&mut work.fields);
    let described = take_described(work, &mut fields)?;
    let method = fields.text("payment_method")?;
    let return_url = take_common(&mut fields)?;
    fields.finish()?;
    let preview = match (described, method) {
        (Some(described), _) => described.make(work.store)?,
        (None, Some(id)) => payment_methods::resolve(work.store, &id, "payment_method")?,
        (None, None) => return Err(StripeError::MissingParameter("payment_method_data".to_owned())),
    };
    Ok(make(work.store, preview, return_url))
}

fn take_described(work: &Work<'_>, fields: &mut Fields) -> Result<Option<Description>, StripeError> {
    let Some(mut table) = fields.table("payment_method_data")? else { return Ok(None) };
    // As above: the browser library's particulars.
    for ignored in ["guid", "muid", "sid", "pasted_fields", "payment_user_agent", "referrer", "time_on_page"]
    {
        table.unsettable(ignored)?;
    }
    table.table_if_nested("client_attribution_metadata")?;
    let described = Description::take(&mut table, work.store.now())?;
    table.finish()?;
    Ok(Some(described))
}

fn take_common(fields: &mut Fields) -> Result<Option<String>, StripeError> {
    fields.refuse(&["payment_method_options", "setup_future_usage", "shipping", "mandate_data"])?;
    fields.text("return_url")
}

fn make(store: &mut Store, preview: PaymentMethod, return_url: Option<String>) -> Value {
    let (id, created) = (ids::fresh("ctoken"), store.now());
    let token = ConfirmationToken { id: id.clone(), created, preview, return_url, payment_intent: None };
    let rendered = token.render();
    store.confirmation_tokens.insert(id, token);
    rendered
}

pub(crate) fn retrieve(work: &mut Work<'_>) -> Result<Value, StripeError> {
    std::mem::take(&mut work.fields).finish()?;
    match work.store.confirmation_tokens.get(&work.id) {
        Some(token) => Ok(token.render()),
        None => Err(StripeError::NoSuch { kind: "confirmation_token", id: work.id.clone(), param: "id" }),
    }
}

/// Refuses a token that cannot confirm anything any more.
pub(crate) fn check(store: &Store, id: &str) -> Result<(), StripeError> {
    let refused =
        |message: String| StripeError::Refused { code: None, param: Some("confirmation_token"), message };
    match store.confirmation_tokens.get(id) {
        None => Err(StripeError::NoSuch {
            kind: "confirmation_token",
            id: id.to_owned(),
            param: "confirmation_token",
        }),
        Some(token) if token.payment_intent.is_some() => Err(refused(format!(
            "The confirmation token {id} has already been used. Confirmation tokens can only be used once."
        ))),
        Some(token) if token.expires_at() <= store.now() => {
            Err(refused(format!("The confirmation token {id} has expired.")))
        }
        Some(_) => Ok(()),
    }
}

/// Whether the browser said where the buyer is to return to.
pub(crate) fn has_return_url(store: &Store, id: &str) -> bool {
    store.confirmation_tokens.get(id).is_some_and(|token| token.return_url.is_some())
}

/// Uses a token for an intent: the payment method that it stands for, and where the buyer is to return.
pub(crate) fn spend(store: &mut Store, id: &str, payment_intent: &str) -> Result<PaymentMethod, StripeError> {
    check(store, id)?;
    let Some(token) = store.confirmation_tokens.get_mut(id) else {
        return Err(StripeError::MissingParameter("confirmation_token".to_owned()));
    };
    token.payment_intent = Some(payment_intent.to_owned());
    let method = PaymentMethod { id: ids::fresh("pm"), ..token.preview.clone() };
    store.payment_methods.insert(method.id.clone(), method.clone());
    Ok(method)
}
