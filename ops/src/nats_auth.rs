//! `ops nats-auth`: nats-server's accounts for the seeds that there are.

use std::path::Path;

use anyhow::Context as _;
use common::bus::{Names, USERS, UserKey, accounts, seed_file};
use common::config::{BusConfig, Env};

/// For the seeds of a folder.
pub fn again(folder: &Path) -> anyhow::Result<String> {
    let users = USERS.map(|user| read(folder, user).map(|key| (user, key)));
    let users = users.into_iter().collect::<anyhow::Result<Vec<_>>>()?;
    Ok(accounts(&users, &names()?))
}

/// With the prefix that the fleet has.
pub fn names() -> anyhow::Result<Names> {
    let mut env = Env::from_process();
    let prefix = BusConfig::prefix(&mut env);
    Ok(Names::new(&env.finish(Some(prefix))?))
}

fn read(folder: &Path, user: &str) -> anyhow::Result<UserKey> {
    let path = folder.join(seed_file(user));
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    text.trim().parse().with_context(|| format!("{} holds something else", path.display()))
}
