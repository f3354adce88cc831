//! A charge as Stripe answers it.

use serde_json::{Value, json};

use super::{Charge, HOLD_SECONDS};
use crate::payment_methods::render_card;

impl Charge {
    /// The whole object, nothing expanded.
    pub(crate) fn render(&self) -> Value {
        let paid = self.decline.is_none();
        let amount_refunded = self.amount_released + self.amount_refunded;
        json!({
            "id": self.id,
            "object": "charge",
            "amount": self.amount,
            "amount_captured": self.amount_captured,
            "amount_refunded": amount_refunded,
            "application": null,
            "application_fee": null,
            "application_fee_amount": null,
            "balance_transaction": self.balance_transaction,
            "billing_details": self.payment_method.billing.render(),
            "calculated_statement_descriptor": "STRIPE DOUBLE",
            "captured": self.captured,
            "created": self.created,
            "currency": self.currency,
            "customer": null,
            "description": self.description,
            "destination": null,
            "dispute": null,
            "disputed": false,
            "failure_balance_transaction": null,
            "failure_code": self.decline.map(|decline| decline.code),
            "failure_message": self.decline.map(|decline| decline.message),
            "fraud_details": {},
            "livemode": false,
            "metadata": self.metadata,
            "on_behalf_of": null,
            "order": null,
            "outcome": self.render_outcome(),
            "paid": paid,
            "payment_intent": self.payment_intent,
            "payment_method": self.payment_method.id,
            "payment_method_details": { "card": self.render_card_details(), "type": "card" },
            "presentment_details": null,
            "radar_options": {},
            "receipt_email": self.receipt_email,
            "receipt_number": null,
            "receipt_url": if paid { json!(format!("https://pay.stripe.com/receipts/{}", self.id)) } else { Value::Null },
            "refunded": paid && amount_refunded == self.amount,
            "review": null,
            "shipping": null,
            "source": null,
            "source_transfer": null,
            "statement_descriptor": null,
            "statement_descriptor_suffix": self.statement_descriptor_suffix,
            "status": self.status(),
            "transfer_data": null,
            "transfer_group": null,
        })
    }

    fn render_outcome(&self) -> Value {
        match self.decline {
            None => json!({
                "advice_code": null, "network_advice_code": null, "network_decline_code": null,
                "network_status": "approved_by_network", "reason": null, "risk_level": "normal",
                "risk_score": 12, "seller_message": "Payment complete.", "type": "authorized",
            }),
            Some(decline) => json!({
                "advice_code": decline.advice_code, "network_advice_code": null,
                "network_decline_code": decline.network_decline_code,
                "network_status": "declined_by_network",
                "reason": decline.decline_code.unwrap_or(decline.code), "risk_level": "normal",
                "risk_score": 12, "seller_message": "The bank did not return any further details with this decline.",
                "type": "issuer_declined",
            }),
        }
    }

    fn render_card_details(&self) -> Value {
        let mut details = render_card(&self.payment_method.card);
        let is_held = self.decline.is_none() && !self.captured;
        let three_d_secure = self.was_authenticated.then(|| {
            json!({
                "authentication_flow": "challenge", "electronic_commerce_indicator": "05",
                "exemption_indicator": null, "exemption_indicator_applied": null, "result": "authenticated",
                "result_reason": null, "transaction_id": format!("{}-3ds", self.id), "version": "2.2.0",
            })
        });
        if let Some(details) = details.as_object_mut() {
            for card_only in ["display_brand", "networks", "three_d_secure_usage", "generated_from"] {
                details.remove(card_only);
            }
            let more = json!({
                "amount_authorized": if self.decline.is_none() { json!(self.amount) } else { Value::Null },
                "authorization_code": if self.decline.is_none() { json!("123456") } else { Value::Null },
                "capture_before": if is_held { json!(self.created + HOLD_SECONDS) } else { Value::Null },
                "extended_authorization": { "status": "disabled" },
                "incremental_authorization": { "status": "unavailable" },
                "installments": null,
                "mandate": null,
                "multicapture": { "status": "unavailable" },
                "network": self.payment_method.card.brand,
                "network_token": { "used": false },
                "network_transaction_id": null,
                "overcapture": { "maximum_amount_capturable": self.amount, "status": "unavailable" },
                "three_d_secure": three_d_secure,
            });
            if let Value::Object(more) = more {
                details.extend(more);
            }
        }
        details
    }
}
