//! From a request's cookie to its claims.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use jsonwebtoken::{Algorithm, Validation};

use super::claims::{AUDIENCE, Claims, ISSUER};
use super::extract::CurrentUser;
use super::keys::PublicKeys;
use super::revocations::Revocations;
use super::verified::Verified;
use crate::clock::Clock;
use crate::config::Env;

/// The session's cookie: `__Host-session` over HTTPS; `session` where a developer has plain HTTP, to
/// which browsers give no `__Host-` cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionCookie {
    secure: bool,
}

impl SessionCookie {
    /// `secure` unless browsers reach the fleet over plain HTTP.
    pub fn new(secure: bool) -> Self {
        Self { secure }
    }

    /// `COOKIE_SECURE`, true unless it says `false`.
    pub fn from_env(env: &mut Env) -> Self {
        Self::new(env.or("COOKIE_SECURE", true))
    }

    pub fn name(self) -> &'static str {
        if self.secure { "__Host-session" } else { "session" }
    }

    /// A cookie that ends with the browser's session; how long it counts is the token's and the record's matter.
    pub fn with_token(self, token: String) -> Cookie<'static> {
        Cookie::build((self.name(), token))
            .http_only(true)
            .secure(self.secure)
            .same_site(SameSite::Lax)
            .path("/")
            .build()
    }

    /// What clears it.
    pub fn cleared(self) -> Cookie<'static> {
        let mut cookie = self.with_token(String::new());
        cookie.make_removal();
        cookie
    }
}

/// Checks sessions: the one place where a token becomes a user. Every service has one in its state, for the
/// extractors, and keeps it told of sessions that ended ([`Service::sessions`](crate::service::Service::sessions)).
#[derive(Clone, Debug)]
pub struct SessionVerifier {
    keys: Arc<PublicKeys>,
    cookie: SessionCookie,
    clock: Clock,
    validation: Arc<Validation>,
    verified: Verified,
    revocations: Revocations,
}

impl SessionVerifier {
    pub fn new(keys: PublicKeys, cookie: SessionCookie, clock: Clock) -> Self {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "sub", "iss", "aud"]);
        // Judged below, by our own clock.
        validation.validate_exp = false;
        Self {
            keys: Arc::new(keys),
            cookie,
            revocations: Revocations::new(clock.clone()),
            clock,
            validation: Arc::new(validation),
            verified: Verified::default(),
        }
    }

    /// The claims of the request's session, if it carries a valid one.
    pub fn claims(&self, headers: &HeaderMap) -> Option<Claims> {
        self.signed_claims(headers).filter(|claims| self.is_alive(claims))
    }

    /// The claims of the request's session, even if its token has expired or it ended. Only auth may use this,
    /// because it asks the session's record next, which says whether the session still lives.
    pub fn signed_claims(&self, headers: &HeaderMap) -> Option<Claims> {
        let jar = CookieJar::from_headers(headers);
        self.signed(jar.get(self.cookie.name())?.value())
    }

    /// The claims of a token that one of our keys signed with EdDSA and that is alive.
    pub fn verify(&self, token: &str) -> Option<Claims> {
        self.signed(token).filter(|claims| self.is_alive(claims))
    }

    /// Returns when a session that was alive a moment ago has ended. Its expiry is no end: auth may have renewed
    /// it meanwhile.
    pub fn ended(&self, user: &CurrentUser) -> impl Future<Output = ()> + Send + use<> {
        self.revocations.clone().ended(user.into())
    }

    pub(crate) fn revocations(&self) -> &Revocations {
        &self.revocations
    }

    fn signed(&self, token: &str) -> Option<Claims> {
        let claims = match self.verified.get(token) {
            Some(claims) => claims,
            None => {
                let claims = self.check(token)?;
                self.verified.add(token, &claims);
                claims
            }
        };
        (claims.iat <= self.clock.now().seconds() + LEEWAY_SECONDS).then_some(claims)
    }

    /// What never changes of a token: who signed it, for whom, and what it says.
    fn check(&self, token: &str) -> Option<Claims> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        let key = self.keys.get(header.kid.as_deref()?)?;
        Some(jsonwebtoken::decode::<Claims>(token, key, &self.validation).ok()?.claims)
    }

    fn is_alive(&self, claims: &Claims) -> bool {
        self.clock.now().seconds() < claims.exp && !self.revocations.include(claims.into())
    }
}

/// How far the clocks of two machines may differ.
const LEEWAY_SECONDS: i64 = 5;

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::auth::{Role, SESSION_LIFETIME, SigningKey};
    use crate::clock::Timestamp;
    use crate::events::session::{EndedSessions, SessionRevoked};
    use crate::ids::{SessionId, UserId};

    fn claims(now: i64) -> Claims {
        Claims::new(UserId::new(), "ada@example.com".to_owned(), Role::User, SessionId::new(), now)
    }

    fn verifier(key: &SigningKey, clock: &Clock) -> SessionVerifier {
        SessionVerifier::new(key.public_keys(), SessionCookie { secure: true }, clock.clone())
    }

    #[test]
    fn a_token_counts_until_it_expires() {
        let (key, clock) =
            (SigningKey::generate().unwrap(), Clock::manual(Timestamp::from_millis(1_000_000)));
        let claims = claims(clock.now().seconds());
        let token = key.sign(&claims).unwrap();
        assert_eq!(verifier(&key, &clock).verify(&token), Some(claims));
        clock.advance(SESSION_LIFETIME - Duration::from_secs(1));
        assert!(verifier(&key, &clock).verify(&token).is_some());
        clock.advance(Duration::from_secs(1));
        assert_eq!(verifier(&key, &clock).verify(&token), None);
    }

    #[test]
    fn an_expired_token_is_read_for_auth_alone() {
        let (key, clock) =
            (SigningKey::generate().unwrap(), Clock::manual(Timestamp::from_millis(1_000_000)));
        let claims = claims(clock.now().seconds());
        let mut headers = HeaderMap::new();
        let cookie = format!("__Host-session={}", key.sign(&claims).unwrap());
        headers.insert("cookie", cookie.parse().unwrap());
        clock.advance(SESSION_LIFETIME);
        assert_eq!(verifier(&key, &clock).claims(&headers), None);
        assert_eq!(verifier(&key, &clock).signed_claims(&headers), Some(claims));
        let another = SigningKey::generate().unwrap();
        assert_eq!(verifier(&another, &clock).signed_claims(&headers), None);
    }

    #[test]
    fn a_token_that_is_remembered_is_refused_once_its_session_ended_or_it_expired() {
        let (key, clock) =
            (SigningKey::generate().unwrap(), Clock::manual(Timestamp::from_millis(1_000_000)));
        let verifier = verifier(&key, &clock);
        let (ended, expired) = (claims(clock.now().seconds()), claims(clock.now().seconds()));
        let tokens = [&ended, &expired].map(|claims| key.sign(claims).unwrap());
        for token in &tokens {
            assert!(verifier.verify(token).is_some() && verifier.verified.get(token).is_some());
        }
        let one = EndedSessions::One { session_id: ended.sid };
        verifier.revocations.hear(SessionRevoked {
            user_id: ended.sub,
            version: 2,
            ended_at: clock.now(),
            ended: one,
        });
        assert_eq!(tokens.each_ref().map(|token| verifier.verify(token).is_some()), [false, true]);
        clock.advance(SESSION_LIFETIME);
        assert_eq!(tokens.each_ref().map(|token| verifier.verify(token).is_some()), [false, false]);
    }

    #[test]
    fn a_token_that_is_remembered_under_one_key_is_nothing_under_another() {
        let (key, another, clock) =
            (SigningKey::generate().unwrap(), SigningKey::generate().unwrap(), Clock::system());
        let (verifier, stranger) = (verifier(&key, &clock), verifier(&another, &clock));
        let token = key.sign(&claims(clock.now().seconds())).unwrap();
        assert!(verifier.verify(&token).is_some());
        let (said, signature) = token.rsplit_once('.').unwrap();
        let altered = format!("{said}.{}", signature.chars().rev().collect::<String>());
        assert_eq!((verifier.verify(&altered), stranger.verify(&token)), (None, None));
    }

    #[test]
    fn a_token_of_the_version_before_is_of_the_first_generation() {
        let clock = Clock::system();
        let mut json = serde_json::to_value(claims(clock.now().seconds())).unwrap();
        assert_eq!(json.as_object_mut().unwrap().remove("gen"), Some(0.into()));
        assert_eq!(serde_json::from_value::<Claims>(json).unwrap().generation, 0);
    }

    #[test]
    fn a_key_survives_its_pem_and_keeps_its_kid() {
        let key = SigningKey::generate().unwrap();
        let again: SigningKey = key.to_pem().parse().unwrap();
        assert_eq!(again.jwks(), key.jwks());
        let clock = Clock::system();
        let token = again.sign(&claims(clock.now().seconds())).unwrap();
        assert!(verifier(&key, &clock).verify(&token).is_some());
    }

    #[test]
    fn while_keys_rotate_several_count_and_a_key_set_survives_its_json() {
        let keys = [(); 3].map(|()| SigningKey::generate().unwrap());
        let [old, new, other] = &keys;
        let set: PublicKeys = old.public_keys().and(new.public_keys()).to_string().parse().unwrap();
        assert_eq!(keys.each_ref().map(|key| set.accept(key)), [true, true, false]);
        let clock = Clock::system();
        let verifier = SessionVerifier::new(set, SessionCookie { secure: true }, clock.clone());
        let claims = claims(clock.now().seconds());
        for (key, counts) in [(old, true), (new, true), (other, false)] {
            assert_eq!(verifier.verify(&key.sign(&claims).unwrap()).is_some(), counts);
        }
    }

    #[test]
    fn another_keys_token_and_an_altered_one_do_not_count() {
        let (ours, theirs, clock) =
            (SigningKey::generate().unwrap(), SigningKey::generate().unwrap(), Clock::system());
        let claims = claims(clock.now().seconds());
        assert_eq!(verifier(&ours, &clock).verify(&theirs.sign(&claims).unwrap()), None);
        let admin = Claims { role: Role::Admin, ..claims.clone() };
        let (token, forged) = (ours.sign(&claims).unwrap(), theirs.sign(&admin).unwrap());
        let mixed: Vec<&str> = vec![
            token.split('.').next().unwrap(),
            forged.split('.').nth(1).unwrap(),
            token.split('.').nth(2).unwrap(),
        ];
        assert_eq!(verifier(&ours, &clock).verify(&mixed.join(".")), None);
    }

    #[test]
    fn a_token_of_another_issuer_or_audience_does_not_count() {
        let (key, clock) = (SigningKey::generate().unwrap(), Clock::system());
        let good = claims(clock.now().seconds());
        for bad in [
            Claims { iss: "someone".to_owned(), ..good.clone() },
            Claims { aud: "elsewhere".to_owned(), ..good.clone() },
            Claims { iat: good.iat + 3600, exp: good.exp + 3600, ..good.clone() },
        ] {
            assert_eq!(verifier(&key, &clock).verify(&key.sign(&bad).unwrap()), None);
        }
    }
}
