//! Card tokens, `tok_…`: good for one use, except Stripe's own test tokens.

use serde_json::{Value, json};

use crate::cards::{self, Card, take_card};
use crate::error::StripeError;
use crate::ids;
use crate::payment_methods::render_card;
use crate::pipeline::Work;
use crate::store::Store;

#[derive(Debug, Clone)]
pub(crate) struct Token {
    id: String,
    card_id: String,
    card: Card,
    created: i64,
    is_used: bool,
}

impl Token {
    fn render(&self) -> Value {
        let mut card = render_card(&self.card);
        if let Some(card) = card.as_object_mut() {
            card.insert("id".to_owned(), json!(self.card_id));
            card.insert("object".to_owned(), json!("card"));
        }
        json!({
            "id": self.id,
            "object": "token",
            "card": card,
            "client_ip": null,
            "created": self.created,
            "livemode": false,
            "type": "card",
            "used": self.is_used,
        })
    }
}

pub(crate) fn create(work: &mut Work<'_>) -> Result<Value, StripeError> {
    let mut fields = std::mem::take(&mut work.fields);
    fields.refuse(&["account", "bank_account", "cvc_update", "person", "pii", "customer"])?;
    let card = fields.table("card")?.ok_or_else(|| StripeError::MissingParameter("card".to_owned()))?;
    fields.finish()?;
    let created = work.store.now();
    let card = take_card(card, created)?;
    let (id, card_id) = (ids::fresh("tok"), ids::fresh("card"));
    let token = Token { id: id.clone(), card_id, card, created, is_used: false };
    let rendered = token.render();
    work.store.tokens.insert(id, token);
    Ok(rendered)
}

pub(crate) fn retrieve(work: &mut Work<'_>) -> Result<Value, StripeError> {
    std::mem::take(&mut work.fields).finish()?;
    match work.store.tokens.get(&work.id) {
        Some(token) => Ok(token.render()),
        None => Err(StripeError::NoSuch { kind: "token", id: work.id.clone(), param: "token" }),
    }
}

/// The card behind a token, which is used up by this.
pub(crate) fn spend(store: &mut Store, id: &str) -> Result<Card, StripeError> {
    if let Some(token) = store.tokens.get_mut(id) {
        if token.is_used {
            return Err(StripeError::Refused {
                code: Some("token_already_used"),
                param: None,
                message: format!("You cannot use a Stripe token more than once: {id}."),
            });
        }
        token.is_used = true;
        return Ok(token.card.clone());
    }
    match id.strip_prefix("tok_").and_then(cards::by_test_name) {
        Some(card) => Ok(card),
        None => Err(StripeError::NoSuch { kind: "token", id: id.to_owned(), param: "payment_method_data" }),
    }
}
