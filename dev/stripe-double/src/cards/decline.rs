//! The refusals that Stripe's test cards give.

/// Why a card was refused: Stripe's error code, the issuer's decline code where there is one, and the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decline {
    pub code: &'static str,
    pub decline_code: Option<&'static str>,
    pub advice_code: Option<&'static str>,
    pub network_decline_code: Option<&'static str>,
    pub param: Option<&'static str>,
    pub message: &'static str,
}

const fn declined(decline_code: &'static str, message: &'static str) -> Decline {
    Decline {
        code: "card_declined",
        decline_code: Some(decline_code),
        advice_code: None,
        network_decline_code: None,
        param: None,
        message,
    }
}

const fn coded(code: &'static str, param: Option<&'static str>, message: &'static str) -> Decline {
    Decline { code, decline_code: None, advice_code: None, network_decline_code: None, param, message }
}

const fn advised(decline: Decline, advice_code: &'static str, network_code: &'static str) -> Decline {
    Decline { advice_code: Some(advice_code), network_decline_code: Some(network_code), ..decline }
}

impl Decline {
    pub(crate) const GENERIC: Self =
        advised(declined("generic_decline", "Your card was declined."), "try_again_later", "01");
    pub(crate) const INSUFFICIENT_FUNDS: Self =
        advised(declined("insufficient_funds", "Your card has insufficient funds."), "try_again_later", "51");
    pub(crate) const LOST_CARD: Self =
        advised(declined("lost_card", "Your card was declined."), "do_not_try_again", "41");
    pub(crate) const STOLEN_CARD: Self =
        advised(declined("stolen_card", "Your card was declined."), "do_not_try_again", "43");
    pub(crate) const VELOCITY_EXCEEDED: Self = declined(
        "card_velocity_exceeded",
        "Your card was declined for making repeated attempts too frequently or exceeding its amount limit.",
    );
    pub(crate) const FRAUDULENT: Self = declined("fraudulent", "Your card was declined.");
    pub(crate) const LIVE_CARD: Self = declined(
        "test_mode_live_card",
        "Your card was declined. Your request was in test mode, but used a non test card. For a list of valid \
         test cards, visit: https://stripe.com/docs/testing.",
    );
    pub(crate) const EXPIRED_CARD: Self = coded("expired_card", Some("exp_month"), "Your card has expired.");
    pub(crate) const INCORRECT_CVC: Self =
        coded("incorrect_cvc", Some("cvc"), "Your card's security code is incorrect.");
    pub(crate) const PROCESSING_ERROR: Self = coded(
        "processing_error",
        None,
        "An error occurred while processing your card. Try again in a little bit.",
    );
    pub(crate) const INCORRECT_NUMBER: Self =
        coded("incorrect_number", Some("number"), "Your card number is incorrect.");
    pub(crate) const INVALID_NUMBER: Self =
        coded("invalid_number", Some("number"), "The card number is not a valid credit card number.");
    pub(crate) const INVALID_EXPIRY_MONTH: Self =
        coded("invalid_expiry_month", Some("exp_month"), "Your card's expiration month is invalid.");
    pub(crate) const INVALID_EXPIRY_YEAR: Self =
        coded("invalid_expiry_year", Some("exp_year"), "Your card's expiration year is invalid.");
    pub(crate) const INVALID_CVC: Self =
        coded("invalid_cvc", Some("cvc"), "Your card's security code is invalid.");
    /// Authentication was needed where nobody could give it.
    pub(crate) const AUTHENTICATION_REQUIRED: Self = Self {
        code: "authentication_required",
        decline_code: Some("authentication_required"),
        advice_code: None,
        network_decline_code: None,
        param: None,
        message: "Your card was declined. This transaction requires authentication.",
    };
    /// The buyer did not pass 3-D Secure. Not the issuer's refusal: no charge was tried.
    pub(crate) const AUTHENTICATION_FAILED: Self = coded(
        "payment_intent_authentication_failure",
        None,
        "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
    );
}
