//! Cards: what a card shows, and how it behaves when it is charged.

mod catalogue;
mod decline;
mod input;

pub(crate) use catalogue::by_test_name;
pub(crate) use decline::Decline;
pub(crate) use input::take_card;

/// A card as the double keeps it: never the number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Card {
    pub brand: &'static str,
    pub funding: &'static str,
    pub country: &'static str,
    pub last4: String,
    pub exp_month: i64,
    pub exp_year: i64,
    pub fingerprint: String,
    pub cvc_given: bool,
    pub behaviour: Behaviour,
}

/// How a card behaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Behaviour {
    pub authentication: Authentication,
    /// What the issuer says to a charge, once authentication is out of the way.
    pub decline: Option<Decline>,
    pub refund: RefundBehaviour,
}

/// Whether a card asks for 3-D Secure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Authentication {
    NotSupported,
    /// Only when the request asks for it.
    Optional,
    Required,
}

/// What becomes of a refund to the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RefundBehaviour {
    Succeeds,
    /// Pending first, succeeded a little later.
    SucceedsLater,
    /// Succeeded first, failed a little later.
    FailsLater,
}
