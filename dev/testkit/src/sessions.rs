//! Sessions without auth: signed by a key that lives as long as the test process.

use std::sync::LazyLock;

use common::auth::{Claims, Role, SigningKey};
use common::clock::Clock;
use common::ids::{SessionId, UserId};

static KEY: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::generate().expect("a key can be made"));

/// The key that stands for auth's.
pub fn signing_key() -> &'static SigningKey {
    &KEY
}

/// Its public half, as `SESSION_JWKS` has it.
pub fn jwks() -> String {
    KEY.jwks()
}

/// The value of a session cookie of `user`, signed now.
pub fn session(user: UserId, role: Role, clock: &Clock) -> String {
    let email = format!("{user}@example.com");
    let claims = Claims::new(user, email, role, SessionId::new(), clock.now().seconds());
    KEY.sign(&claims).expect("a token can be signed")
}
