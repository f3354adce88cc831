//! 3-D Secure. In Stripe this is a page of the card's issuer; here it is one call that says how it ended, which the
//! dialog of `browser/three_d_secure.js` makes.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::charge::decline;
use super::input::check_client_secret;
use super::processing::charge_now_or_later;
use super::render::rendered_for;
use super::{Status, find, find_mut};
use crate::cards::Decline;
use crate::error::StripeError;
use crate::events::Origin;
use crate::expand::Expand;
use crate::payment_methods;
use crate::pipeline::Work;
use crate::store::Store;

/// How the buyer fared at the issuer's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthenticationOutcome {
    #[serde(alias = "succeed")]
    Succeeded,
    #[serde(alias = "failed")]
    Fail,
}

/// POST /v1/payment_intents/{id}/_authenticate: the browser's way, with the client secret.
pub(crate) fn authenticate(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields = std::mem::take(&mut work.fields);
    let client_secret = fields.text("client_secret")?;
    let outcome = fields.one_of(
        "outcome",
        &[
            ("succeeded", AuthenticationOutcome::Succeeded),
            ("succeed", AuthenticationOutcome::Succeeded),
            ("fail", AuthenticationOutcome::Fail),
            ("failed", AuthenticationOutcome::Fail),
        ],
    )?;
    let outcome = outcome.ok_or_else(|| StripeError::MissingParameter("outcome".to_owned()))?;
    fields.finish()?;
    let (id, caller) = (work.id.clone(), work.caller);
    let (store, origin) = work.split();
    check_client_secret(caller, find(store, &id)?, client_secret.as_deref())?;
    settle_authentication(store, origin, &id, outcome)?;
    Ok(rendered_for(caller, store, &id, &Expand::default()))
}

/// Ends an intent's authentication. A refusal of the card after it is written into the intent, and is no error here.
pub(crate) fn settle_authentication(
    store: &mut Store,
    origin: Origin<'_>,
    id: &str,
    outcome: AuthenticationOutcome,
) -> Result<(), StripeError> {
    let intent = find(store, id)?;
    if intent.status != Status::RequiresAction {
        return Err(intent.unexpected_state(format!(
            "This PaymentIntent could not be authenticated because it has a status of {}. Only a PaymentIntent \
             with one of the following statuses may be authenticated: requires_action.",
            intent.status.as_str()
        )));
    }
    let method = intent.payment_method.clone().unwrap_or_default();
    let method = payment_methods::resolve(store, &method, "payment_method")?;
    let settled = match outcome {
        AuthenticationOutcome::Succeeded => {
            find_mut(store, id)?.is_authenticated = true;
            charge_now_or_later(store, origin, id, &method)
        }
        AuthenticationOutcome::Fail => {
            decline(store, origin, id, &method, Decline::AUTHENTICATION_FAILED, false).map(drop)
        }
    };
    match settled {
        Err(StripeError::Card(_)) => Ok(()),
        settled => settled,
    }
}
