//! POST /v1/payment_intents/{id}/capture

use serde_json::Value;

use super::input::EXPANDABLE;
use super::{Status, find, find_mut, rendered};
use crate::error::StripeError;
use crate::expand::Expand;
use crate::metadata::Change;
use crate::money;
use crate::pipeline::Work;

pub(crate) fn capture(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields = std::mem::take(&mut work.fields);
    fields.refuse(&[
        "amount_details",
        "application_fee_amount",
        "hooks",
        "payment_details",
        "transfer_data",
    ])?;
    let requested = fields.integer("amount_to_capture")?;
    if fields.boolean("final_capture")? == Some(false) {
        return Err(StripeError::UnsupportedParameter("final_capture=false".to_owned()));
    }
    let suffix = fields.text("statement_descriptor_suffix")?;
    let metadata = Change::take(&mut fields)?;
    let expand = Expand::take(&mut fields, EXPANDABLE)?;
    fields.finish()?;
    if requested.is_some_and(|amount| amount < 1) {
        return Err(StripeError::InvalidParameter {
            param: "amount_to_capture".to_owned(),
            code: Some("parameter_invalid_integer"),
            message: "This value must be greater than or equal to 1.".to_owned(),
        });
    }

    let id = work.id.clone();
    let (store, origin) = work.split();
    let intent = find(store, &id)?;
    if intent.status != Status::RequiresCapture {
        return Err(intent.unexpected_state(format!(
            "This PaymentIntent could not be captured because it has a status of {}. Only a PaymentIntent with \
             one of the following statuses may be captured: requires_capture.",
            intent.status.as_str()
        )));
    }
    let amount = requested.unwrap_or(intent.amount_capturable);
    if amount > intent.amount_capturable {
        return Err(StripeError::Refused {
            code: Some("amount_too_large"),
            param: Some("amount_to_capture"),
            message: format!(
                "The requested capture amount ({}) is greater than the amount that can be captured ({}).",
                money::display(amount, intent.currency),
                money::display(intent.amount_capturable, intent.currency)
            ),
        });
    }
    let metadata = metadata.apply(&intent.metadata)?;
    let intent = find_mut(store, &id)?;
    intent.status = Status::Succeeded;
    intent.amount_capturable = 0;
    intent.amount_received = amount;
    intent.captures += 1;
    intent.metadata = metadata;
    intent.statement_descriptor_suffix = suffix.or(intent.statement_descriptor_suffix.take());
    let (snapshot, charge) = (intent.render(), intent.latest_charge.clone().unwrap_or_default());
    store.index(&id);
    if let Some(charge) = store.charges.get_mut(&charge) {
        charge.capture(amount);
        let captured = charge.render();
        store.emit("charge.captured", captured, origin);
    }
    store.emit("payment_intent.succeeded", snapshot, origin);
    Ok(rendered(store, &id, &expand))
}
