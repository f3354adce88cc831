//! GET /v1/payment_intents and GET /v1/payment_intents/{id}

use serde_json::Value;

use super::input::{EXPANDABLE, check_client_secret};
use super::render::rendered_for;
use super::{PaymentIntent, find, rendered};
use crate::error::StripeError;
use crate::expand::Expand;
use crate::listing::{self, Page};
use crate::pipeline::Work;

const EXPANDABLE_IN_LIST: &[&str] = &["data.latest_charge", "data.payment_method"];

pub(crate) fn retrieve(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields = std::mem::take(&mut work.fields);
    let client_secret = fields.text("client_secret")?;
    let expand = Expand::take(&mut fields, EXPANDABLE)?;
    fields.finish()?;
    let intent = find(work.store, &work.id)?;
    check_client_secret(work.caller, intent, client_secret.as_deref())?;
    Ok(rendered_for(work.caller, work.store, &work.id, &expand))
}

pub(crate) fn list(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields = std::mem::take(&mut work.fields);
    let page = Page::take(&mut fields)?;
    let customer = fields.text("customer")?;
    let expand = Expand::take(&mut fields, EXPANDABLE_IN_LIST)?.within("data");
    fields.finish()?;
    // There are no customers here, so none has an intent.
    let wanted = |_: &PaymentIntent| customer.is_none();
    let render = |intent: &PaymentIntent| rendered(work.store, &intent.id, &expand);
    let intents = &work.store.payment_intents;
    listing::list("/v1/payment_intents", intents, &page, PaymentIntent::created, wanted, render)
}
