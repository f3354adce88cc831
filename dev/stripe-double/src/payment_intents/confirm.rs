//! POST /v1/payment_intents/{id}/confirm

use serde_json::{Value, json};

use super::charge::decline;
use super::input::{
    Confirmation, EXPANDABLE, MethodSource, REFUSED, check_client_secret, check_unspent, take_capture_method,
    take_requests_authentication,
};
use super::processing::charge_now_or_later;
use super::render::rendered_for;
use super::{PaymentIntent, Status, find, find_mut};
use crate::auth::Caller;
use crate::cards::{Authentication, Decline};
use crate::error::StripeError;
use crate::events::Origin;
use crate::expand::Expand;
use crate::ids;
use crate::payment_methods::{self, PaymentMethod};
use crate::pipeline::Work;
use crate::store::Store;

pub(crate) fn confirm(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields = std::mem::take(&mut work.fields);
    fields.refuse(REFUSED)?;
    let capture_method = take_capture_method(&mut fields)?;
    let requests_authentication = take_requests_authentication(&mut fields)?;
    let confirmation = Confirmation::take(&mut fields)?;
    let source = MethodSource::take(&mut fields, work.store.now())?;
    let receipt_email = fields.text("receipt_email")?;
    let client_secret = fields.text("client_secret")?;
    fields.boolean("use_stripe_sdk")?;
    let expand = Expand::take(&mut fields, EXPANDABLE)?;
    fields.finish()?;

    let (id, caller) = (work.id.clone(), work.caller);
    let (store, origin) = work.split();
    let intent = find(store, &id)?;
    check_client_secret(caller, intent, client_secret.as_deref())?;
    check_confirmable(intent)?;
    // A browser stays where it is.
    let is_known =
        caller == Caller::Publishable || source.as_ref().is_some_and(|source| source.has_return_url(store));
    confirmation.check_return_url(intent.accepts, is_known)?;
    let method = match (source, intent.payment_method.clone()) {
        (Some(source), _) => source.resolve(store, &id)?,
        (None, Some(method)) => {
            let method = payment_methods::resolve(store, &method, "payment_method")?;
            check_unspent(&method)?;
            method
        }
        (None, None) => {
            return Err(intent.unexpected_state(
                "You cannot confirm this PaymentIntent because it's missing a payment method. You can either \
                 update the PaymentIntent with a payment method and then confirm it again, or confirm it again \
                 directly with a payment method or ConfirmationToken."
                    .to_owned(),
            ));
        }
    };
    let intent = find_mut(store, &id)?;
    intent.capture_method = capture_method.unwrap_or(intent.capture_method);
    intent.requests_authentication = requests_authentication.unwrap_or(intent.requests_authentication);
    intent.receipt_email = receipt_email.or(intent.receipt_email.take());
    attempt(store, origin, &id, &method, &confirmation)?;
    Ok(rendered_for(caller, store, &id, &expand))
}

fn check_confirmable(intent: &PaymentIntent) -> Result<(), StripeError> {
    match intent.status {
        Status::RequiresPaymentMethod | Status::RequiresConfirmation | Status::RequiresAction => Ok(()),
        Status::RequiresCapture | Status::Succeeded => Err(intent.unexpected_state(
            "You cannot confirm this PaymentIntent because it has already succeeded after being previously \
             confirmed."
                .to_owned(),
        )),
        Status::Processing | Status::Canceled => Err(intent.unexpected_state(format!(
            "You cannot confirm this PaymentIntent because it has a status of {}. Only a PaymentIntent with one \
             of the following statuses may be confirmed: requires_confirmation, requires_action.",
            intent.status.as_str()
        ))),
    }
}

/// One attempt to pay an intent with a payment method: asks for authentication if the card wants it, charges it if not.
pub(super) fn attempt(
    store: &mut Store,
    origin: Origin<'_>,
    id: &str,
    method: &PaymentMethod,
    confirmation: &Confirmation,
) -> Result<(), StripeError> {
    let intent = find_mut(store, id)?;
    intent.payment_method = Some(method.id.clone());
    intent.is_authenticated = false;
    intent.last_payment_error = None;
    intent.next_action = None;
    let must_authenticate = match method.card.behaviour.authentication {
        Authentication::NotSupported => false,
        Authentication::Optional => intent.requests_authentication,
        Authentication::Required => true,
    };
    if !must_authenticate {
        return charge_now_or_later(store, origin, id, method);
    }
    if confirmation.off_session {
        return Err(decline(store, origin, id, method, Decline::AUTHENTICATION_REQUIRED, true)?);
    }
    if confirmation.error_on_requires_action {
        return Err(decline(store, origin, id, method, Decline::AUTHENTICATION_REQUIRED, false)?);
    }
    intent.status = Status::RequiresAction;
    intent.next_action = Some(next_action(method));
    let snapshot = intent.render();
    store.emit("payment_intent.requires_action", snapshot, origin);
    Ok(())
}

/// What Stripe's browser library needs to run 3-D Secure 2.
fn next_action(method: &PaymentMethod) -> Value {
    json!({
        "type": "use_stripe_sdk",
        "use_stripe_sdk": {
            "directory_server_encryption": {
                "algorithm": "RSA", "certificate": "", "directory_server_id": "A000000003", "root_certificate_authorities": [],
            },
            "directory_server_name": method.card.brand,
            "merchant": "acct_3StripeDouble",
            "one_click_authn": null,
            "server_transaction_id": uuid::Uuid::new_v4().to_string(),
            "three_d_secure_2_source": ids::fresh("payatt"),
            "three_ds_method_url": "",
            "three_ds_optimizations": "kf",
            "type": "stripe_3ds2_fingerprint",
        },
    })
}
