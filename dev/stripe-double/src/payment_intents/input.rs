//! Parameters that several of the intent's endpoints take.

use super::{Accepts, CaptureMethod, PaymentIntent};
use crate::auth::Caller;
use crate::confirmation_tokens;
use crate::error::StripeError;
use crate::form::Fields;
use crate::payment_methods::{self, Description, PaymentMethod};
use crate::store::Store;

pub(super) const EXPANDABLE: &[&str] =
    &["latest_charge", "latest_charge.payment_intent", "payment_method", "customer"];

/// Parameters of Stripe's that have to do with what the double is no double of.
pub(super) const REFUSED: &[&str] = &[
    "amount_details",
    "application_fee_amount",
    "confirmation_method",
    "customer_account",
    "excluded_payment_method_types",
    "hooks",
    "mandate",
    "mandate_data",
    "on_behalf_of",
    "payment_details",
    "payment_method_configuration",
    "radar_options",
    "setup_future_usage",
    "shipping",
    "statement_descriptor",
    "transfer_data",
    "transfer_group",
];

pub(super) fn take_capture_method(fields: &mut Fields) -> Result<Option<CaptureMethod>, StripeError> {
    let choices = [
        ("automatic", CaptureMethod::Automatic),
        ("automatic_async", CaptureMethod::AutomaticAsync),
        ("manual", CaptureMethod::Manual),
    ];
    fields.one_of("capture_method", &choices)
}

/// Takes what says which payment methods are taken; nothing when the request does not say.
pub(super) fn take_accepts(fields: &mut Fields) -> Result<Option<Accepts>, StripeError> {
    let automatic = match fields.table("automatic_payment_methods")? {
        None => None,
        Some(mut table) => {
            let missing = StripeError::MissingParameter(table.full_name("enabled"));
            let enabled = table.boolean("enabled")?.ok_or(missing)?;
            let redirects = table.one_of("allow_redirects", &[("always", true), ("never", false)])?;
            table.finish()?;
            enabled.then_some(Accepts::Automatic { redirects: redirects.unwrap_or(true) })
        }
    };
    let mut listed = false;
    for name in ["payment_method_types", "allowed_payment_method_types"] {
        let types = fields.list(name)?;
        if let Some(other) = types.iter().find(|kind| !matches!(kind.as_str(), "card" | "link")) {
            return Err(StripeError::UnsupportedParameter(format!("{name}[]={other}")));
        }
        listed |= !types.is_empty();
    }
    match (automatic, listed) {
        (Some(_), true) => Err(fields.invalid(
            "payment_method_types",
            "You may only specify one of these parameters: automatic_payment_methods, payment_method_types.",
        )),
        (None, true) => Ok(Some(Accepts::Cards)),
        (automatic, false) => Ok(automatic),
    }
}

/// Takes `payment_method_options[card][request_three_d_secure]`: whether the server wants authentication.
pub(super) fn take_requests_authentication(fields: &mut Fields) -> Result<Option<bool>, StripeError> {
    let Some(mut options) = fields.table("payment_method_options")? else { return Ok(None) };
    let mut requested = None;
    if let Some(mut card) = options.table("card")? {
        let choices = [("automatic", false), ("any", true), ("challenge", true)];
        requested = card.one_of("request_three_d_secure", &choices)?;
        card.finish()?;
    }
    options.finish()?;
    Ok(requested)
}

/// Where a payment method comes from.
#[derive(Debug, Clone)]
pub(super) enum MethodSource {
    Existing(String),
    Described(Box<Description>),
    ConfirmationToken(String),
}

impl MethodSource {
    pub(super) fn take(fields: &mut Fields, now: i64) -> Result<Option<Self>, StripeError> {
        let existing = fields.text("payment_method")?.map(Self::Existing);
        let described = match fields.table("payment_method_data")? {
            None => None,
            Some(mut table) => {
                let description = Description::take(&mut table, now)?;
                table.finish()?;
                Some(Self::Described(Box::new(description)))
            }
        };
        let token = fields.text("confirmation_token")?.map(Self::ConfirmationToken);
        let mut given = [existing, described, token].into_iter().flatten();
        let first = given.next();
        if given.next().is_some() {
            return Err(fields.invalid(
                "payment_method",
                "You may only specify one of these parameters: payment_method, payment_method_data, \
                 confirmation_token.",
            ));
        }
        Ok(first)
    }

    /// The payment method; tokens are used up by this.
    pub(super) fn resolve(self, store: &mut Store, intent: &str) -> Result<PaymentMethod, StripeError> {
        let method = match self {
            Self::Existing(id) => payment_methods::resolve(store, &id, "payment_method")?,
            Self::Described(description) => description.make(store)?,
            Self::ConfirmationToken(id) => confirmation_tokens::spend(store, &id, intent)?,
        };
        check_unspent(&method)?;
        Ok(method)
    }

    /// Whether it says itself where the buyer is to return to.
    pub(super) fn has_return_url(&self, store: &Store) -> bool {
        match self {
            Self::Existing(_) | Self::Described(_) => false,
            Self::ConfirmationToken(id) => confirmation_tokens::has_return_url(store, id),
        }
    }
}

pub(super) fn check_unspent(method: &PaymentMethod) -> Result<(), StripeError> {
    if !method.is_spent {
        return Ok(());
    }
    Err(StripeError::Refused {
        code: None,
        param: Some("payment_method"),
        message: "The provided PaymentMethod was previously used with a PaymentIntent without Customer \
            attachment, shared with a connected account without Customer attachment, or was detached from a \
            Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a \
            Customer first."
            .to_owned(),
    })
}

/// How a confirmation is to go.
#[derive(Debug, Clone, Default)]
pub(super) struct Confirmation {
    pub off_session: bool,
    pub error_on_requires_action: bool,
    pub return_url: Option<String>,
}

impl Confirmation {
    pub(super) fn take(fields: &mut Fields) -> Result<Self, StripeError> {
        let choices = [("true", true), ("false", false), ("one_off", true), ("recurring", true)];
        Ok(Self {
            off_session: fields.one_of("off_session", &choices)?.unwrap_or(false),
            error_on_requires_action: fields.boolean("error_on_requires_action")?.unwrap_or(false),
            return_url: fields.text("return_url")?,
        })
    }

    /// A payment method that redirects needs a place to return to, unless the call is known to bring its own.
    pub(super) fn check_return_url(&self, accepts: Accepts, is_known: bool) -> Result<(), StripeError> {
        if accepts != (Accepts::Automatic { redirects: true }) || self.return_url.is_some() || is_known {
            return Ok(());
        }
        Err(StripeError::InvalidParameter {
            param: "return_url".to_owned(),
            code: None,
            message: "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. \
                Because some of these payment methods might redirect your customer off of your page, you must \
                provide a `return_url`. If you don't want to accept redirect-based payment methods, set \
                `automatic_payment_methods[enabled]` to `true` and \
                `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment \
                Intents."
                .to_owned(),
        })
    }
}

/// Lets a browser at an intent only with its client secret.
pub(super) fn check_client_secret(
    caller: Caller,
    intent: &PaymentIntent,
    given: Option<&str>,
) -> Result<(), StripeError> {
    match (caller, given) {
        (Caller::Secret, None) => Ok(()),
        (_, Some(secret)) if secret == intent.client_secret => Ok(()),
        (Caller::Publishable, None) => Err(StripeError::MissingParameter("client_secret".to_owned())),
        (_, Some(_)) => Err(StripeError::ClientSecretMismatch(intent.id.clone())),
    }
}
