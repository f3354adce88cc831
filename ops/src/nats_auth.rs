//! nats-server's accounts: who may connect, by public key, and what each may do.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context as _;
use common::bus::{Names, Permissions, USERS, UserKey};
use common::config::{BusConfig, Env};

/// One account for the fleet, and the server's own, which has no users: it is watched over HTTP.
pub fn render(users: &[(&str, UserKey)], names: &Names) -> String {
    let mut text = String::from(
        "# Made by `ops`. Public keys only: this file is no secret.\naccounts {\n  TICKETING {\n    jetstream: enabled\n    users: [\n",
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

/// For the seeds that were made before.
pub fn again(folder: &Path) -> anyhow::Result<String> {
    let users = USERS.map(|user| read(folder, user).map(|key| (user, key)));
    let users = users.into_iter().collect::<anyhow::Result<Vec<_>>>()?;
    Ok(render(&users, &names()?))
}

/// With the prefix that the fleet has.
pub fn names() -> anyhow::Result<Names> {
    let mut env = Env::from_process();
    let prefix = BusConfig::prefix(&mut env);
    Ok(Names::new(&env.finish(Some(prefix))?))
}

/// The name of the file with a user's seed.
pub fn seed_file(user: &str) -> String {
    format!("nats-{user}.seed")
}

fn read(folder: &Path, user: &str) -> anyhow::Result<UserKey> {
    let path = folder.join(seed_file(user));
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    text.trim().parse().with_context(|| format!("{} holds something else", path.display()))
}
