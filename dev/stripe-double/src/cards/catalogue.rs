//! Stripe's test cards, by number and by name, as docs.stripe.com/testing lists them.

use super::Authentication::{NotSupported, Optional, Required};
use super::RefundBehaviour::{FailsLater, Succeeds, SucceedsLater};
use super::{Authentication, Behaviour, Card, Decline, RefundBehaviour};

/// A test card; each of its names gives a `pm_card_<name>` and a `tok_<name>`.
pub(super) struct TestCard {
    pub number: &'static str,
    pub names: &'static [&'static str],
    pub brand: &'static str,
    pub funding: &'static str,
    pub country: &'static str,
    pub behaviour: Behaviour,
}

type Names = &'static [&'static str];

const fn card(number: &'static str, names: Names, brand: &'static str, funding: &'static str) -> TestCard {
    let behaviour = Behaviour { authentication: Optional, decline: None, refund: Succeeds };
    TestCard { number, names, brand, funding, country: "US", behaviour }
}

const fn visa(number: &'static str, names: Names) -> TestCard {
    card(number, names, "visa", "credit")
}

const fn declining(number: &'static str, names: Names, decline: Decline) -> TestCard {
    let behaviour = Behaviour { authentication: Optional, decline: Some(decline), refund: Succeeds };
    TestCard { behaviour, ..visa(number, names) }
}

const fn authenticating(
    number: &'static str,
    names: Names,
    authentication: Authentication,
    decline: Option<Decline>,
) -> TestCard {
    let behaviour = Behaviour { authentication, decline, refund: Succeeds };
    TestCard { behaviour, ..visa(number, names) }
}

const fn refunding(number: &'static str, names: Names, refund: RefundBehaviour) -> TestCard {
    let behaviour = Behaviour { authentication: Optional, decline: None, refund };
    TestCard { behaviour, ..visa(number, names) }
}

const CATALOGUE: &[TestCard] = &[
    visa("4242424242424242", &["visa", "us"]),
    card("4000056655665556", &["visa_debit"], "visa", "debit"),
    card("5555555555554444", &["mastercard"], "mastercard", "credit"),
    card("5200828282828210", &["mastercard_debit"], "mastercard", "debit"),
    card("5105105105105100", &["mastercard_prepaid"], "mastercard", "prepaid"),
    card("378282246310005", &["amex"], "amex", "credit"),
    card("6011111111111117", &["discover"], "discover", "credit"),
    card("3056930009020004", &["diners"], "diners", "credit"),
    card("3566002020360505", &["jcb"], "jcb", "credit"),
    card("6200000000000005", &["unionpay"], "unionpay", "credit"),
    visa("4000000000000077", &["bypassPending"]),
    declining("4000000000000002", &["visa_chargeDeclined", "chargeDeclined"], Decline::GENERIC),
    declining("4000000000000341", &["chargeCustomerFail"], Decline::GENERIC),
    declining(
        "4000000000009995",
        &["visa_chargeDeclinedInsufficientFunds", "chargeDeclinedInsufficientFunds"],
        Decline::INSUFFICIENT_FUNDS,
    ),
    declining(
        "4000000000009987",
        &["visa_chargeDeclinedLostCard", "chargeDeclinedLostCard"],
        Decline::LOST_CARD,
    ),
    declining(
        "4000000000009979",
        &["visa_chargeDeclinedStolenCard", "chargeDeclinedStolenCard"],
        Decline::STOLEN_CARD,
    ),
    declining("4000000000000069", &["chargeDeclinedExpiredCard"], Decline::EXPIRED_CARD),
    declining("4000000000000127", &["chargeDeclinedIncorrectCvc"], Decline::INCORRECT_CVC),
    declining("4000000000000119", &["chargeDeclinedProcessingError"], Decline::PROCESSING_ERROR),
    declining(
        "4000000000006975",
        &["visa_chargeDeclinedVelocityLimitExceeded", "chargeDeclinedVelocityLimitExceeded"],
        Decline::VELOCITY_EXCEEDED,
    ),
    declining("4100000000000019", &["radarBlock", "chargeDeclinedFraudulent"], Decline::FRAUDULENT),
    authenticating("4000002500003155", &["authenticationRequiredOnSetup"], Required, None),
    authenticating("4000002760003184", &["authenticationRequired"], Required, None),
    authenticating(
        "4000008260003178",
        &["authenticationRequiredChargeDeclinedInsufficientFunds"],
        Required,
        Some(Decline::INSUFFICIENT_FUNDS),
    ),
    authenticating("4000000000003220", &["threeDSecure2Required"], Required, None),
    authenticating("4000000000003063", &["threeDSecureRequired"], Required, None),
    authenticating(
        "4000008400001629",
        &["threeDSecureRequiredChargeDeclined"],
        Required,
        Some(Decline::GENERIC),
    ),
    authenticating("4000000000003055", &["threeDSecureOptional"], Optional, None),
    TestCard {
        behaviour: Behaviour { authentication: NotSupported, decline: None, refund: Succeeds },
        ..card("378282246310005", &["amex_threeDSecureNotSupported"], "amex", "credit")
    },
    refunding("4000000000007726", &["pendingRefund"], SucceedsLater),
    refunding("4000000000005126", &["refundFail"], FailsLater),
];

/// The card behind `pm_card_<name>` or `tok_<name>`.
pub(crate) fn by_test_name(name: &str) -> Option<Card> {
    let found = CATALOGUE.iter().find(|card| card.names.contains(&name))?;
    Some(found.to_card(12, 2034, true))
}

/// The card with this number.
pub(super) fn by_number(number: &str) -> Option<&'static TestCard> {
    CATALOGUE.iter().find(|card| card.number == number)
}

impl TestCard {
    pub(super) fn to_card(&self, exp_month: i64, exp_year: i64, cvc_given: bool) -> Card {
        Card {
            brand: self.brand,
            funding: self.funding,
            country: self.country,
            last4: self.number.chars().skip(self.number.len().saturating_sub(4)).collect(),
            exp_month,
            exp_year,
            fingerprint: fingerprint(self.number),
            cvc_given,
            behaviour: self.behaviour,
        }
    }
}

/// Sixteen characters that are the same for the same number, and do not tell it.
fn fingerprint(number: &str) -> String {
    use sha2::{Digest, Sha256};
    hex::encode(Sha256::digest(number.as_bytes())).chars().take(16).collect()
}
