//! The cookie of a session and the token in it: whatever a request brings, nobody is anyone whom auth has not signed.
#![no_main]

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use common::auth::{Claims, Role, SessionCookie, SessionVerifier, SigningKey};
use common::clock::{Clock, Timestamp};
use common::ids::{SessionId, UserId};
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderValue, header};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use sha2::Sha256;

const NOW: i64 = 1_790_000_000;
/// How far ahead the clock of who issued a token may be, in seconds.
const LEEWAY: i64 = 5;

static OURS: LazyLock<SigningKey> = LazyLock::new(|| key(1));
static THEIRS: LazyLock<SigningKey> = LazyLock::new(|| key(2));

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    email: &'a str,
    admin: bool,
    /// From now, in seconds.
    issued: i32,
    lives: i64,
    issuer: Option<&'a str>,
    audience: Option<&'a str>,
    forgery: Forgery<'a>,
    before: &'a [u8],
    after: &'a [u8],
}

#[derive(Arbitrary, Debug)]
enum Forgery<'a> {
    /// Any text.
    Text(&'a str),
    /// Our token with something else in the place of a part of it.
    Spliced {
        at: u16,
        removed: u8,
        inserted: &'a str,
    },
    /// Another header or other claims over our signature.
    Header(&'a [u8]),
    Claims(&'a [u8]),
    /// Any header and claims, with our public key as the secret of an HMAC.
    Confused {
        header: Option<&'a [u8]>,
        claims: Option<&'a [u8]>,
    },
    /// Signed with a key that is not ours.
    Theirs {
        with_our_kid: bool,
    },
}

fuzz_target!(|input: Input<'_>| {
    let verifier = SessionVerifier::new(OURS.public_keys(), cookie(), clock());
    let claims = claims(&input);
    let signed = OURS.sign(&claims).unwrap();
    let counts = claims.iss == "ticketing-auth"
        && claims.aud == "ticketing"
        && claims.iat <= NOW + LEEWAY
        && claims.exp > NOW;
    assert_eq!(verifier.verify(&signed), counts.then(|| claims.clone()));

    let forged = forged(&input.forgery, &signed, &claims);
    if forged != signed {
        assert_eq!(verifier.verify(&forged), None, "{forged}");
        let found = verifier.claims(&cookies(&[], &forged, &[]).unwrap());
        // In a header there may be more around a token, all of which still is in there.
        assert!(found.is_none() || (found.as_ref() == Some(&claims) && forged.contains(&signed)), "{forged}");
    }
    if let Some(headers) = cookies(input.before, &signed, input.after) {
        let found = verifier.claims(&headers);
        assert!(found.is_none() || (counts && found.as_ref() == Some(&claims)));
        // Other cookies are not in the way of ours.
        let others = [input.before, input.after].concat();
        let is_ours = |part: &[u8]| part == cookie().name().as_bytes();
        let readable = headers[header::COOKIE].to_str().is_ok();
        if readable && !others.windows(cookie().name().len()).any(is_ours) {
            assert_eq!(found.is_some(), counts);
        }
    }
});

/// What auth issues when everybody's clock is right, or something near it.
fn claims(input: &Input<'_>) -> Claims {
    let role = if input.admin { Role::Admin } else { Role::User };
    let (user, session) =
        ("65f0c0ffee65f0c0ffee00a1".parse::<UserId>(), "65f0c0ffee65f0c0ffee0005".parse::<SessionId>());
    let issued = NOW + i64::from(input.issued);
    let mut claims = Claims::new(user.unwrap(), input.email.to_owned(), role, session.unwrap(), issued);
    // An issuer of tokens has no times before 1970.
    claims.exp = NOW.saturating_add(input.lives).max(0);
    claims.iss = input.issuer.map_or(claims.iss, str::to_owned);
    claims.aud = input.audience.map_or(claims.aud, str::to_owned);
    claims
}

fn forged(forgery: &Forgery<'_>, signed: &str, claims: &Claims) -> String {
    let parts: Vec<&str> = signed.split('.').collect();
    let encoded = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    match forgery {
        Forgery::Text(text) => (*text).to_owned(),
        Forgery::Spliced { at, removed, inserted } => {
            let from = usize::from(*at) % signed.len();
            let to = (from + usize::from(*removed)).min(signed.len());
            [&signed[..from], *inserted, &signed[to..]].concat()
        }
        Forgery::Header(header) => [&encoded(header), parts[1], parts[2]].join("."),
        Forgery::Claims(claims) => [parts[0], &encoded(claims), parts[2]].join("."),
        Forgery::Confused { header, claims } => {
            let jwks: serde_json::Value = serde_json::from_str(&OURS.jwks()).unwrap();
            let usual = format!(r#"{{"alg":"HS256","typ":"JWT","kid":{}}}"#, jwks["keys"][0]["kid"]);
            let header = encoded(header.unwrap_or(usual.as_bytes()));
            let said = [&header, &*claims.map_or(parts[1].to_owned(), encoded)].join(".");
            let secret = URL_SAFE_NO_PAD.decode(jwks["keys"][0]["x"].as_str().unwrap()).unwrap();
            let mut mac = Hmac::<Sha256>::new_from_slice(&secret).unwrap();
            mac.update(said.as_bytes());
            format!("{said}.{}", encoded(&mac.finalize().into_bytes()))
        }
        Forgery::Theirs { with_our_kid } => {
            let theirs = THEIRS.sign(claims).unwrap();
            let parts_of_theirs: Vec<&str> = theirs.split('.').collect();
            let header = if *with_our_kid { parts[0] } else { parts_of_theirs[0] };
            [header, parts_of_theirs[1], parts_of_theirs[2]].join(".")
        }
    }
}

/// A header of cookies; `None` for what gets no further than the server.
fn cookies(before: &[u8], token: &str, after: &[u8]) -> Option<HeaderMap> {
    let ours = format!("{}={token}", cookie().name());
    let line = [before, ours.as_bytes(), after].into_iter().filter(|part| !part.is_empty());
    let value = HeaderValue::from_bytes(&line.collect::<Vec<_>>().join(&b"; "[..])).ok();
    value.map(|value| HeaderMap::from_iter([(header::COOKIE, value)])).or_else(|| {
        // A forged token that no header can hold is no token.
        (before.is_empty() && after.is_empty()).then(HeaderMap::new)
    })
}

fn cookie() -> SessionCookie {
    SessionCookie::new(true)
}

fn clock() -> Clock {
    Clock::manual(Timestamp::from_millis(NOW * 1000))
}

/// Of a seed that is only ever used here.
fn key(seed: u8) -> SigningKey {
    let pkcs8 = hex::decode(format!("302e020100300506032b657004220420{}", hex::encode([seed; 32]))).unwrap();
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(pkcs8));
    pem.parse().unwrap()
}
