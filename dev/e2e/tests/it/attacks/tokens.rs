//! Tokens that auth did not sign, or not for this.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use common::auth::{Claims, Role, SigningKey};
use common::clock::Clock;
use common::ids::{SessionId, UserId};
use e2e::{Market, UNKNOWN};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use testkit::Client;

/// Two keys, and the claims of an admin who is nobody.
struct Forger {
    /// The fleet's own: only what it would be misused for counts here.
    ours: SigningKey,
    ours_pem: String,
    jwks: String,
    stranger: SigningKey,
    claims: Claims,
}

impl Forger {
    fn of(market: &Market) -> Self {
        let settings = market.fleet.settings();
        let now = Clock::system().now().seconds();
        let email = "mallory@example.com".to_owned();
        Self {
            ours: settings.signing_key.parse().unwrap(),
            ours_pem: settings.signing_key.clone(),
            jwks: settings.jwks.clone(),
            stranger: SigningKey::generate().unwrap(),
            claims: Claims::new(UserId::new(), email, Role::Admin, SessionId::new(), now),
        }
    }

    fn ours(&self, change: impl FnOnce(&mut Claims)) -> String {
        let mut claims = self.claims.clone();
        change(&mut claims);
        self.ours.sign(&claims).unwrap()
    }

    /// The id and the 32 bytes of the fleet's public key, which everyone may know.
    fn public(&self) -> (String, Vec<u8>) {
        let set: Value = serde_json::from_str(&self.jwks).unwrap();
        let key = &set["keys"][0];
        (key["kid"].as_str().unwrap().to_owned(), URL_SAFE_NO_PAD.decode(key["x"].as_str().unwrap()).unwrap())
    }

    /// Signed by the stranger, under a header that asks for another key than the fleet's.
    fn strangers(&self, change: impl FnOnce(&mut Header)) -> String {
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(self.public().0);
        change(&mut header);
        let key = EncodingKey::from_ed_pem(self.stranger.to_pem().as_bytes()).unwrap();
        jsonwebtoken::encode(&header, &self.claims, &key).unwrap()
    }

    fn with_secret(&self, algorithm: Algorithm, secret: &[u8]) -> String {
        let mut header = Header::new(algorithm);
        header.kid = Some(self.public().0);
        jsonwebtoken::encode(&header, &self.claims, &EncodingKey::from_secret(secret)).unwrap()
    }

    fn unsigned(&self, algorithm: &str) -> String {
        let header = json!({ "alg": algorithm, "typ": "JWT", "kid": self.public().0 });
        let part = |value: String| URL_SAFE_NO_PAD.encode(value);
        format!("{}.{}.", part(header.to_string()), part(serde_json::to_string(&self.claims).unwrap()))
    }

    fn tokens(&self) -> Vec<(&'static str, String)> {
        let strangers_set: JwkSet = serde_json::from_str(&self.stranger.jwks()).unwrap();
        let (_, public) = self.public();
        let good = self.ours(|_| {});
        let (head, payload) = good.rsplit_once('.').unwrap().0.split_once('.').unwrap();
        vec![
            ("another key", self.strangers(|_| {})),
            ("another key, its own kid", self.stranger.sign(&self.claims).unwrap()),
            ("no kid", self.strangers(|header| header.kid = None)),
            ("kid of a file", self.strangers(|header| header.kid = Some("../../../dev/null".to_owned()))),
            ("jku", self.strangers(|header| header.jku = Some("https://evil.example/jwks.json".to_owned()))),
            ("jwk", self.strangers(|header| header.jwk = strangers_set.keys.first().cloned())),
            ("x5u", self.strangers(|header| header.x5u = Some("https://evil.example/cert.pem".to_owned()))),
            (
                "expired",
                self.ours(|claims| (claims.iat, claims.exp) = (claims.iat - 2_000, claims.iat - 1_000)),
            ),
            (
                "from the future",
                self.ours(|claims| (claims.iat, claims.exp) = (claims.iat + 600, claims.exp + 600)),
            ),
            ("another issuer", self.ours(|claims| claims.iss = "evil".to_owned())),
            ("another audience", self.ours(|claims| claims.aud = "another-system".to_owned())),
            ("none", self.unsigned("none")),
            ("None", self.unsigned("None")),
            ("EdDSA without a signature", self.unsigned("EdDSA")),
            ("HS256 with the public key", self.with_secret(Algorithm::HS256, &public)),
            ("HS512 with the key set", self.with_secret(Algorithm::HS512, self.jwks.as_bytes())),
            (
                "HS256 with the private key's text",
                self.with_secret(Algorithm::HS256, self.ours_pem.as_bytes()),
            ),
            ("cut short", good.get(..good.len() - 4).unwrap().to_owned()),
            ("without its signature", format!("{head}.{payload}")),
            ("with a part too many", format!("{good}.{payload}")),
        ]
    }
}

fn holder(market: &Market, token: &str) -> Client {
    // Under both names, should one be looked at that should not be.
    market.anyone().with_cookie(format!("session={token}; __Host-session={token}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_expired_or_foreign_token_is_nobody_in_every_operation_that_wants_a_session() {
    let market = Market::open().await;
    let forger = Forger::of(&market);
    let operations = market.operations().await;
    let guarded: Vec<_> = operations.iter().filter(|operation| operation.needs_session()).collect();
    let mut accepted = Vec::new();
    for (what, token) in forger.tokens() {
        let mallory = holder(&market, &token);
        for operation in &guarded {
            let answer = mallory.send_for_head(operation.request(&mallory)).await;
            if answer.status.as_u16() != 401 {
                accepted.push(format!("{what}: {} answered {}", operation.name(), answer.status));
            }
        }
        let nobody: Value = mallory.get("/api/users/currentuser").await.json(200);
        assert_eq!(nobody, json!({ "currentUser": null }), "{what}");
    }
    assert!(accepted.is_empty(), "{}", accepted.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_counts_only_as_the_sessions_cookie() {
    let market = Market::open().await;
    let person = market.person().await;
    let token = person.token();
    let anyone = market.anyone();
    let path = format!("/api/payments?orderId={UNKNOWN}");
    for (name, value) in [
        ("authorization", format!("Bearer {token}")),
        ("x-session", token.clone()),
        ("session", token.clone()),
    ] {
        for path in ["/api/orders", "/api/tickets/mine", &path] {
            let request = anyone.request(reqwest::Method::GET, path).header(name, &value);
            anyone.send(request).await.expect(401);
        }
    }
    anyone.get(&format!("/api/orders?session={token}")).await.expect(401);
}

/// The attacker knows the session that the victim's browser had before.
#[tokio::test(flavor = "multi_thread")]
async fn signing_in_begins_another_session_and_ends_the_planted_one() {
    let market = Market::open().await;
    let (attacker, victim) = (market.person().await, market.person().await);
    let account = json!({ "email": victim.email, "password": "correct horse" });
    let answer = attacker.http.post("/api/users/signin", &account).await;
    answer.expect(200);
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    assert!(!cookie.contains(&attacker.token()));
    let planted: Value = attacker.http.get("/api/users/currentuser").await.json(200);
    assert_eq!(planted["currentUser"], Value::Null);
    let signed_in: Value = market.anyone().with_cookie(cookie).get("/api/users/currentuser").await.json(200);
    assert_eq!(signed_in["currentUser"]["email"], victim.email);
}
