//! The signature of a webhook, see <https://docs.stripe.com/webhooks/signature>. The library's own check
//! also insists on knowing every event's whole shape, and would refuse what Stripe adds.

use common::config::Secret;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// How old a signature may be, in seconds; Stripe's own default.
const TOLERANCE: i64 = 300;

/// Why a webhook is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.told())]
pub enum SignatureError {
    Malformed,
    TooOld,
    Mismatch,
}

impl SignatureError {
    /// For who sent it.
    pub fn told(self) -> &'static str {
        match self {
            Self::Malformed => "the Stripe-Signature header is missing or malformed",
            Self::TooOld => "the signature is too old, or from the future",
            Self::Mismatch => "no signature matches",
        }
    }
}

/// Whether `header` signs `payload` with one of `secrets`, not longer ago than the tolerance. `now` is in
/// seconds since the epoch.
pub fn verify(payload: &[u8], header: &str, secrets: &[Secret], now: i64) -> Result<(), SignatureError> {
    let parts = || header.split(',').filter_map(|part| part.trim().split_once('='));
    let signed_at = parts().find(|(name, _)| *name == "t").map(|(_, value)| value);
    let signed_at = signed_at.ok_or(SignatureError::Malformed)?;
    let at: i64 = signed_at.parse().map_err(|_| SignatureError::Malformed)?;
    let signatures: Vec<Vec<u8>> =
        parts().filter(|(name, _)| *name == "v1").filter_map(|(_, value)| hex::decode(value).ok()).collect();
    if signatures.is_empty() {
        return Err(SignatureError::Malformed);
    }
    let matches = secrets.iter().any(|secret| {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()) else { return false };
        mac.update(signed_at.as_bytes());
        mac.update(b".");
        mac.update(payload);
        signatures.iter().any(|signature| mac.clone().verify_slice(signature).is_ok())
    });
    if !matches {
        return Err(SignatureError::Mismatch);
    }
    if now.saturating_sub(at).saturating_abs() > TOLERANCE { Err(SignatureError::TooOld) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_790_000_000;

    fn secret(text: &str) -> Secret {
        Secret::from(text.to_owned())
    }

    fn sign(payload: &[u8], secret: &str, at: i64) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(format!("{at}.").as_bytes());
        mac.update(payload);
        format!("t={at},v1={}", hex::encode(mac.finalize().into_bytes()))
    }

    #[test]
    fn a_signature_counts_with_any_current_secret() {
        let header = sign(b"{}", "whsec_old", NOW);
        assert_eq!(verify(b"{}", &header, &[secret("whsec_new"), secret("whsec_old")], NOW), Ok(()));
        assert_eq!(verify(b"{}", &header, &[secret("whsec_new")], NOW), Err(SignatureError::Mismatch));
        assert_eq!(verify(b"{ }", &header, &[secret("whsec_old")], NOW), Err(SignatureError::Mismatch));
    }

    #[test]
    fn an_old_signature_does_not_count() {
        let header = sign(b"{}", "whsec", NOW - TOLERANCE);
        assert_eq!(verify(b"{}", &header, &[secret("whsec")], NOW), Ok(()));
        assert_eq!(verify(b"{}", &header, &[secret("whsec")], NOW + 1), Err(SignatureError::TooOld));
    }

    #[test]
    fn a_malformed_header_is_told_apart() {
        for header in ["", "t=1", "v1=00", "t=x,v1=00", "t=1,v0=00", "t=1,v1=zz"] {
            assert_eq!(
                verify(b"{}", header, &[secret("whsec")], NOW),
                Err(SignatureError::Malformed),
                "{header}"
            );
        }
    }
}
