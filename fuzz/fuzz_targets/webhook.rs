//! Stripe's webhooks: a body counts only as it was signed, with a secret of ours, lately; and says what its JSON says.
#![no_main]

use common::config::Secret;
use hmac::{Hmac, KeyInit, Mac};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use sha2::Sha256;

use event::StripeEvent;
use signature::{SignatureError, verify};

// Without the crate around them: Stripe's generated types would take longer to build than all else here.
#[path = "../../payments/src/stripe/event.rs"]
mod event;
#[path = "../../payments/src/stripe/signature.rs"]
mod signature;

/// In seconds, as Stripe's own libraries have it.
const TOLERANCE: u64 = 300;
const OURS: &str = "whsec_ours";

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    body: &'a [u8],
    now: i64,
    /// After it was signed, in seconds.
    age: i16,
    forgery: Forgery<'a>,
    header: &'a str,
}

#[derive(Arbitrary, Debug)]
enum Forgery<'a> {
    Body(&'a [u8]),
    Flipped { at: u16, bits: u8 },
    SignedAt(i64),
    Secret(&'a str),
    Header { at: u8, removed: u8, inserted: &'a str },
}

fuzz_target!(|input: Input<'_>| {
    let Input { body, now, .. } = input;
    let at = now.saturating_sub(i64::from(input.age));
    let secrets = [Secret::from("whsec_other".to_owned()), Secret::from(OURS.to_owned())];
    let check = |body: &[u8], header: &str| verify(body, header, &secrets, now);
    let signature = sign(body, OURS, &at.to_string());
    let signed = format!("t={at},v1={signature}");

    let expected = if now.abs_diff(at) <= TOLERANCE { Ok(()) } else { Err(SignatureError::TooOld) };
    assert_eq!(check(body, &signed), expected);
    // Signatures of other schemes and of other secrets beside it change nothing.
    assert_eq!(
        check(body, &format!("t={at},v0=00,v1=00,v1={},v1={signature}", sign(body, "x", "0"))),
        expected
    );

    // Whatever else is in a header, it counts for the body and the time that were signed alone.
    for header in
        [input.header.to_owned(), format!("{},{signed}", input.header), format!("{signed},{}", input.header)]
    {
        if check(body, &header).is_ok() {
            assert!(header.contains(&signature) && now.abs_diff(at) <= TOLERANCE, "{header}");
        }
    }
    let (other_body, header) = match &input.forgery {
        Forgery::Body(other) => (other.to_vec(), signed.clone()),
        Forgery::Flipped { at, bits } => {
            let mut flipped = body.to_vec();
            let length = flipped.len().max(1);
            flipped.iter_mut().skip(usize::from(*at) % length).take(1).for_each(|byte| *byte ^= bits);
            (flipped, signed.clone())
        }
        Forgery::SignedAt(other) => (body.to_vec(), format!("t={other},v1={signature}")),
        Forgery::Secret(secret) => {
            (body.to_vec(), format!("t={at},v1={}", sign(body, secret, &at.to_string())))
        }
        Forgery::Header { at, removed, inserted } => {
            let from = usize::from(*at) % signed.len();
            let to = (from + usize::from(*removed)).min(signed.len());
            (body.to_vec(), [&signed[..from], inserted, &signed[to..]].concat())
        }
    };
    let same_secret = matches!(input.forgery, Forgery::Secret(OURS));
    let is_whole = |part: &str| {
        part.trim()
            .split_once('=')
            .is_some_and(|(name, value)| name == "v1" && value.eq_ignore_ascii_case(&signature))
    };
    let first_time = header.split(',').find_map(|part| part.trim().strip_prefix("t="));
    let as_signed =
        other_body == body && header.split(',').any(is_whole) && first_time == Some(at.to_string().as_str());
    if !as_signed && !same_secret {
        assert_ne!(check(&other_body, &header), Ok(()), "{header}");
    }

    reads_what_it_says(body);
});

fn sign(body: &[u8], secret: &str, at: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(at.as_bytes());
    mac.update(b".");
    mac.update(body);
    hex::encode(mac.finalize().into_bytes())
}

/// A body is refused, or names what another reading of its JSON finds there.
fn reads_what_it_says(body: &[u8]) {
    let Ok(event) = StripeEvent::read(body) else { return };
    let json: Value = serde_json::from_slice(body).unwrap();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let object = &json["data"]["object"];
    let about = if object["object"] == "payment_intent" { "id" } else { "payment_intent" };
    assert_eq!(Some(event.id), text(&json["id"]));
    assert_eq!(Some(event.r#type), text(&json["type"]));
    assert_eq!(event.intent, text(&object[about]));
    let payment = event.payment.map(|id| id.to_string());
    let named = text(&object["metadata"]["payment_id"]).map(|id| id.to_ascii_lowercase());
    assert!(payment.is_none() || payment == named, "{payment:?} {named:?}");
}
