//! nats-server's accounts: who may connect, by public key, and what each may do.

use std::fmt::Write as _;

use super::permissions::Permissions;
use super::topology::Names;
use super::user_key::UserKey;

/// The account of all users. Streams are kept in a folder of this name.
pub const ACCOUNT: &str = "TICKETING";

/// A part of the server's configuration: one account for the fleet, and the server's own, which has no users.
pub fn accounts(users: &[(&str, UserKey)], names: &Names) -> String {
    let mut text = format!(
        "# Public keys only: this is no secret.\naccounts {{\n  {ACCOUNT} {{\n    jetstream: enabled\n    users: [\n"
    );
    for (user, key) in users {
        let permissions = Permissions::of(user, names);
        let (publish, subscribe) = (allow(&permissions.publish), allow(&permissions.subscribe));
        let key = key.public();
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "      # {user}\n      {{\n        nkey: \"{key}\"\n        permissions: {{\n          publish: {publish}\n          \
             subscribe: {subscribe}\n        }}\n      }}\n"
        );
    }
    text + "    ]\n  }\n  SYS {}\n}\nsystem_account: SYS\n"
}

/// An empty list would allow everything.
fn allow(subjects: &[String]) -> String {
    if subjects.is_empty() {
        return "{ deny: [\">\"] }".to_owned();
    }
    let lines: String = subjects.iter().map(|subject| format!("            \"{subject}\"\n")).collect();
    format!("{{ allow: [\n{lines}          ] }}")
}

/// The name of the file that a user's seed is kept in.
pub fn seed_file(user: &str) -> String {
    format!("nats-{user}.seed")
}
