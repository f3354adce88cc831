//! POST /v1/payment_intents

use serde_json::Value;

use super::confirm::attempt;
use super::input::{
    Confirmation, EXPANDABLE, MethodSource, REFUSED, take_accepts, take_capture_method,
    take_requests_authentication,
};
use super::{Accepts, CaptureMethod, PaymentIntent, Status, rendered};
use crate::error::StripeError;
use crate::expand::Expand;
use crate::form::Fields;
use crate::ids;
use crate::metadata::{Change, Metadata};
use crate::money;
use crate::pipeline::Work;

pub(crate) fn create(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields = std::mem::take(&mut work.fields);
    fields.refuse(REFUSED)?;
    let amount = fields.integer("amount")?;
    let currency = money::take_currency(&mut fields)?;
    let missing = |name: &str| StripeError::MissingParameter(name.to_owned());
    let (amount, currency) =
        (amount.ok_or_else(|| missing("amount"))?, currency.ok_or_else(|| missing("currency"))?);
    money::check_amount(amount, currency)?;

    let accepts = take_accepts(&mut fields)?.unwrap_or(Accepts::Automatic { redirects: true });
    let capture_method = take_capture_method(&mut fields)?.unwrap_or(CaptureMethod::AutomaticAsync);
    let requests_authentication = take_requests_authentication(&mut fields)?.unwrap_or(false);
    let confirm = fields.boolean("confirm")?.unwrap_or(false);
    if !confirm {
        refuse_without_confirm(&fields)?;
    }
    let confirmation = Confirmation::take(&mut fields)?;
    let source = MethodSource::take(&mut fields, work.store.now())?;
    let customer = fields.text("customer")?;
    let description = fields.text("description")?;
    let receipt_email = fields.text("receipt_email")?;
    let statement_descriptor_suffix = fields.text("statement_descriptor_suffix")?;
    fields.boolean("use_stripe_sdk")?;
    let metadata = Change::take(&mut fields)?.apply(&Metadata::new())?;
    let expand = Expand::take(&mut fields, EXPANDABLE)?;
    fields.finish()?;
    if let Some(id) = customer {
        return Err(StripeError::NoSuch { kind: "customer", id, param: "customer" });
    }
    if confirm {
        if source.is_none() {
            return Err(missing("payment_method"));
        }
        let is_known = source.as_ref().is_some_and(|source| source.has_return_url(work.store));
        confirmation.check_return_url(accepts, is_known)?;
    }

    let id = ids::fresh("pi");
    let method = source.map(|source| source.resolve(work.store, &id)).transpose()?;
    let intent = PaymentIntent {
        id: id.clone(),
        client_secret: ids::client_secret(&id),
        created_ms: work.store.clock.now_ms(),
        amount,
        currency,
        amount_capturable: 0,
        amount_received: 0,
        capture_method,
        accepts,
        requests_authentication,
        status: if method.is_some() { Status::RequiresConfirmation } else { Status::RequiresPaymentMethod },
        payment_method: method.as_ref().map(|method| method.id.clone()),
        is_authenticated: false,
        latest_charge: None,
        last_payment_error: None,
        next_action: None,
        canceled_at: None,
        cancellation_reason: None,
        description,
        metadata,
        receipt_email,
        statement_descriptor_suffix,
        captures: 0,
        idempotency_key: work.idempotency_key.clone(),
    };
    let (store, origin) = work.split();
    store.emit("payment_intent.created", intent.render(), origin);
    store.payment_intents.insert(id.clone(), intent);
    store.index(&id);
    if let Some(method) = method.filter(|_| confirm) {
        attempt(store, origin, &id, &method, &confirmation)?;
    }
    Ok(rendered(work.store, &id, &expand))
}

fn refuse_without_confirm(fields: &Fields) -> Result<(), StripeError> {
    let only_with_confirm = ["confirmation_token", "error_on_requires_action", "off_session", "return_url"];
    match only_with_confirm.iter().find(|name| fields.has(name)) {
        None => Ok(()),
        Some(name) => {
            Err(fields
                .invalid(name, &format!("The parameter `{name}` can only be passed with `confirm=true`.")))
        }
    }
}
