//! POST /v1/payment_intents/{id}

use serde_json::Value;

use super::input::{
    EXPANDABLE, MethodSource, REFUSED, take_accepts, take_capture_method, take_requests_authentication,
};
use super::{Status, find, find_mut, rendered};
use crate::error::StripeError;
use crate::expand::Expand;
use crate::metadata::Change;
use crate::money;
use crate::pipeline::Work;

/// What can no longer be changed once a payment has been tried with success.
const SETTLED: &[&str] = &[
    "amount",
    "currency",
    "capture_method",
    "payment_method",
    "payment_method_data",
    "payment_method_options",
    "payment_method_types",
    "allowed_payment_method_types",
];

pub(crate) fn update(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields = std::mem::take(&mut work.fields);
    fields.refuse(REFUSED)?;
    fields.refuse(&["customer", "confirmation_token", "automatic_payment_methods"])?;
    let touched = SETTLED.iter().find(|name| fields.has(name)).copied();
    let amount = fields.integer("amount")?;
    let currency = money::take_currency(&mut fields)?;
    let accepts = take_accepts(&mut fields)?;
    let capture_method = take_capture_method(&mut fields)?;
    let requests_authentication = take_requests_authentication(&mut fields)?;
    let source = MethodSource::take(&mut fields, work.store.now())?;
    let description = fields.unsettable("description")?;
    let receipt_email = fields.unsettable("receipt_email")?;
    let suffix = fields.unsettable("statement_descriptor_suffix")?;
    let metadata = Change::take(&mut fields)?;
    let expand = Expand::take(&mut fields, EXPANDABLE)?;
    fields.finish()?;

    let id = work.id.clone();
    let intent = find(work.store, &id)?;
    let (new_amount, new_currency) = (amount.unwrap_or(intent.amount), currency.unwrap_or(intent.currency));
    money::check_amount(new_amount, new_currency)?;
    let is_open = matches!(
        intent.status,
        Status::RequiresPaymentMethod | Status::RequiresConfirmation | Status::RequiresAction
    );
    if let Some(name) = touched.filter(|_| !is_open) {
        return Err(intent.unexpected_state(format!(
            "This PaymentIntent's {name} could not be updated because it has a status of {}. You may only \
             update the {name} of a PaymentIntent with one of the following statuses: requires_payment_method, \
             requires_confirmation, requires_action.",
            intent.status.as_str()
        )));
    }
    let metadata = metadata.apply(&intent.metadata)?;
    let method = source.map(|source| source.resolve(work.store, &id)).transpose()?;

    let intent = find_mut(work.store, &id)?;
    if let Some(method) = method {
        intent.payment_method = Some(method.id);
        intent.status = Status::RequiresConfirmation;
        intent.next_action = None;
    }
    (intent.amount, intent.currency) = (new_amount, new_currency);
    intent.accepts = accepts.unwrap_or(intent.accepts);
    intent.capture_method = capture_method.unwrap_or(intent.capture_method);
    intent.requests_authentication = requests_authentication.unwrap_or(intent.requests_authentication);
    for (field, given) in [
        (&mut intent.description, description),
        (&mut intent.receipt_email, receipt_email),
        (&mut intent.statement_descriptor_suffix, suffix),
    ] {
        if let Some(text) = given {
            *field = Some(text).filter(|text| !text.is_empty());
        }
    }
    intent.metadata = metadata;
    intent.last_payment_error = None;
    work.store.index(&id);
    Ok(rendered(work.store, &id, &expand))
}
