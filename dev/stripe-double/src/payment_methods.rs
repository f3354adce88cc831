//! Payment methods: a card, named `pm_…`.

use serde_json::{Value, json};

use crate::cards::{self, Authentication, Card, take_card};
use crate::error::StripeError;
use crate::form::Fields;
use crate::ids;
use crate::metadata::{Change, Metadata};
use crate::pipeline::Work;
use crate::store::Store;
use crate::tokens;

#[derive(Debug, Clone)]
pub(crate) struct PaymentMethod {
    pub id: String,
    pub card: Card,
    pub billing: Billing,
    pub created: i64,
    pub metadata: Metadata,
    /// Set by its first successful use: without a customer, a payment method pays once.
    pub is_spent: bool,
}

/// What the buyer told beside the card.
#[derive(Debug, Clone, Default)]
pub(crate) struct Billing {
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    address: Vec<(&'static str, Option<String>)>,
}

/// A payment method that a request describes and that is not made yet.
#[derive(Debug, Clone)]
pub(crate) struct Description {
    source: CardSource,
    billing: Billing,
    metadata: Metadata,
}

#[derive(Debug, Clone)]
enum CardSource {
    Details(Card),
    Token(String),
}

impl Description {
    pub(crate) fn of(card: Card) -> Self {
        let (source, billing) = (CardSource::Details(card), Billing::default());
        Self { source, billing, metadata: Metadata::new() }
    }

    /// Takes `type=card&card[…]&billing_details[…]&metadata[…]` out of a table.
    pub(crate) fn take(fields: &mut Fields, now: i64) -> Result<Self, StripeError> {
        let kind = fields.required("type")?;
        if kind != "card" {
            return Err(StripeError::UnsupportedParameter(format!("{}={kind}", fields.full_name("type"))));
        }
        fields.text("allow_redisplay")?;
        let billing = Billing::take(fields)?;
        let metadata = Change::take(fields)?.apply(&Metadata::new())?;
        let missing = StripeError::MissingParameter(fields.full_name("card"));
        let mut card = fields.table("card")?.ok_or(missing)?;
        let source = match card.text("token")? {
            None => CardSource::Details(take_card(card, now)?),
            Some(token) => {
                card.finish()?;
                CardSource::Token(token)
            }
        };
        Ok(Self { source, billing, metadata })
    }

    /// Makes the payment method; a token is spent by this.
    pub(crate) fn make(self, store: &mut Store) -> Result<PaymentMethod, StripeError> {
        let card = match self.source {
            CardSource::Details(card) => card,
            CardSource::Token(token) => tokens::spend(store, &token)?,
        };
        let method = PaymentMethod {
            id: ids::fresh("pm"),
            card,
            billing: self.billing,
            created: store.now(),
            metadata: self.metadata,
            is_spent: false,
        };
        store.payment_methods.insert(method.id.clone(), method.clone());
        Ok(method)
    }
}

impl Billing {
    fn take(fields: &mut Fields) -> Result<Self, StripeError> {
        let Some(mut table) = fields.table("billing_details")? else { return Ok(Self::default()) };
        let mut billing = Self {
            name: table.unsettable("name")?,
            email: table.unsettable("email")?,
            phone: table.unsettable("phone")?,
            address: Vec::new(),
        };
        if let Some(mut address) = table.table_if_nested("address")? {
            for name in ["city", "country", "line1", "line2", "postal_code", "state"] {
                billing.address.push((name, address.unsettable(name)?));
            }
            address.finish()?;
        }
        table.finish()?;
        Ok(billing)
    }

    pub(crate) fn render(&self) -> Value {
        let part = |name: &str| {
            let found = self.address.iter().find(|(part, _)| *part == name);
            found.and_then(|(_, text)| text.clone()).filter(|text| !text.is_empty())
        };
        json!({
            "address": {
                "city": part("city"),
                "country": part("country"),
                "line1": part("line1"),
                "line2": part("line2"),
                "postal_code": part("postal_code"),
                "state": part("state"),
            },
            "email": self.email,
            "name": self.name,
            "phone": self.phone,
            "tax_id": null,
        })
    }
}

impl PaymentMethod {
    pub(crate) fn render(&self) -> Value {
        json!({
            "id": self.id,
            "object": "payment_method",
            "allow_redisplay": "unspecified",
            "billing_details": self.billing.render(),
            "card": render_card(&self.card),
            "created": self.created,
            "customer": null,
            "customer_account": null,
            "livemode": false,
            "metadata": self.metadata,
            "type": "card",
        })
    }
}

/// A card as it stands in a payment method.
pub(crate) fn render_card(card: &Card) -> Value {
    json!({
        "brand": card.brand,
        "checks": {
            "address_line1_check": null,
            "address_postal_code_check": null,
            "cvc_check": if card.cvc_given { json!("unchecked") } else { Value::Null },
        },
        "country": card.country,
        "display_brand": card.brand,
        "exp_month": card.exp_month,
        "exp_year": card.exp_year,
        "fingerprint": card.fingerprint,
        "funding": card.funding,
        "generated_from": null,
        "last4": card.last4,
        "networks": { "available": [card.brand], "preferred": null },
        "regulated_status": "unregulated",
        "three_d_secure_usage": {
            "supported": card.behaviour.authentication != Authentication::NotSupported,
        },
        "wallet": null,
    })
}

/// The payment method that a parameter names: one that was made, or one of Stripe's `pm_card_…`, of which every use
/// makes a new one.
pub(crate) fn resolve(
    store: &mut Store,
    id: &str,
    param: &'static str,
) -> Result<PaymentMethod, StripeError> {
    if let Some(card) = id.strip_prefix("pm_card_").and_then(cards::by_test_name) {
        return Description::of(card).make(store);
    }
    match store.payment_methods.get(id) {
        Some(method) => Ok(method.clone()),
        None => Err(StripeError::NoSuch { kind: "PaymentMethod", id: id.to_owned(), param }),
    }
}

pub(crate) fn create(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields = std::mem::take(&mut work.fields);
    fields.refuse(&["customer", "payment_method", "radar_options"])?;
    let description = Description::take(&mut fields, work.store.now())?;
    fields.finish()?;
    Ok(description.make(work.store)?.render())
}

pub(crate) fn retrieve(work: &mut Work<'_>) -> Result<Value, StripeError> {
    std::mem::take(&mut work.fields).finish()?;
    let id = work.id.clone();
    resolve(work.store, &id, "id").map(|method| method.render())
}
