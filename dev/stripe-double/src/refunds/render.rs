//! A refund as Stripe answers it.

use serde_json::{Value, json};

use super::{Refund, RefundStatus};

impl Refund {
    /// The whole object, nothing expanded.
    pub(crate) fn render(&self) -> Value {
        let failed = self.status == RefundStatus::Failed;
        let reference_status = if self.status == RefundStatus::Succeeded { "available" } else { "pending" };
        let mut rendered = json!({
            "id": self.id,
            "object": "refund",
            "amount": self.amount,
            "balance_transaction": self.balance_transaction,
            "charge": self.charge,
            "created": self.created,
            "currency": self.currency,
            "customer": null,
            "customer_account": null,
            "destination_details": {
                "card": {
                    "reference": "12345678901234567890123",
                    "reference_status": reference_status,
                    "reference_type": "acquirer_reference_number",
                    "type": "refund",
                },
                "type": "card",
            },
            "metadata": self.metadata,
            "payment_intent": self.payment_intent,
            "payment_method": null,
            "reason": self.reason,
            "receipt_number": null,
            "source_transfer_reversal": null,
            "status": self.status.as_str(),
            "transfer_reversal": null,
        });
        if failed && let Some(object) = rendered.as_object_mut() {
            object.insert("failure_reason".to_owned(), json!("expired_or_canceled_card"));
            let reversal = format!("{}_failure", self.balance_transaction);
            object.insert("failure_balance_transaction".to_owned(), json!(reversal));
        }
        rendered
    }
}
