//! What the users of a fleet's own servers show who they are with: made once, and kept where nobody but their owner
//! can read it.

use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use common::bus::{self, USERS, UserKey};
use common::config::Secret;

use crate::servers::{Owner, Users};
use crate::service::Service;

/// Keys and passwords in files of the same names as `ops secrets` gives them.
#[derive(Debug)]
pub struct Secrets {
    dir: PathBuf,
}

impl Secrets {
    /// Those in `dir`, which is made if it is missing.
    pub(crate) fn open(dir: PathBuf) -> Result<Self> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(&dir);
        made.and_then(|()| fs::set_permissions(&dir, Permissions::from_mode(0o700)))
            .with_context(|| format!("cannot make {}", dir.display()))?;
        Ok(Self { dir })
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The file with the seed of a user of NATS.
    pub fn seed_file(&self, user: &str) -> PathBuf {
        self.dir.join(bus::seed_file(user))
    }

    /// The file with the address of a service's MongoDB, with user and password.
    pub fn uri_file(&self, service: Service) -> PathBuf {
        self.dir.join(format!("mongo-{service}.uri"))
    }

    /// The key of a user of NATS.
    pub fn nats_key(&self, user: &str) -> Result<UserKey> {
        let path = self.seed_file(user);
        let seed = keep(&path, || Ok(UserKey::generate()?.seed().clone()))?;
        seed.expose().parse().with_context(|| format!("cannot use {}", path.display()))
    }

    /// The keys of all users of NATS.
    pub(crate) fn nats_keys(&self) -> Result<Vec<(&'static str, UserKey)>> {
        USERS.into_iter().map(|user| Ok((user, self.nats_key(user)?))).collect()
    }

    /// The users of the mongod of that name, which has these services' databases.
    pub(crate) fn mongodb_users(&self, mongod: &str, services: &[Service]) -> Result<Users> {
        let keyfile = self.dir.join(format!("{mongod}.keyfile"));
        keep(&keyfile, || Ok(Secret::generate(128)?))?;
        let owner = |service: &Service| {
            Ok(Owner { name: service.to_string(), password: self.password(&format!("mongo-{service}"))? })
        };
        Ok(Users {
            keyfile,
            root_password: self.password(&format!("{mongod}-root"))?,
            owners: services.iter().map(owner).collect::<Result<_>>()?,
        })
    }

    /// Notes the address of a service's MongoDB, for who wants to look into it.
    pub(crate) fn note_uri(&self, service: Service, uri: &str) -> Result<()> {
        write(&self.uri_file(service), uri)
    }

    fn password(&self, whose: &str) -> Result<Secret> {
        keep(&self.dir.join(format!("{whose}.password")), || Ok(Secret::generate(24)?))
    }
}

/// What a file holds; what `make` makes, if it is missing.
pub(crate) fn keep(path: &Path, make: impl FnOnce() -> Result<Secret>) -> Result<Secret> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text.into()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let secret = make()?;
            write(path, secret.expose())?;
            Ok(secret)
        }
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// As a whole or not at all, for the owner's eyes alone.
fn write(path: &Path, text: &str) -> Result<()> {
    let draft = path.with_extension("draft");
    let write = || {
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
        file.write_all(text.as_bytes())?;
        fs::rename(&draft, path)
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn secrets_stay_the_same_and_are_for_the_owners_eyes() {
        let parent = tempfile::tempdir().unwrap();
        let dir = parent.path().join("secrets");
        let all = || {
            let secrets = Secrets::open(dir.clone()).unwrap();
            let users = secrets.mongodb_users("mongod", &Service::ALL).unwrap();
            let passwords: Vec<Secret> = users.owners.into_iter().map(|owner| owner.password).collect();
            let keyfile = fs::read_to_string(users.keyfile).unwrap();
            (secrets.nats_keys().unwrap(), passwords, users.root_password, keyfile)
        };
        let first = all();
        assert_eq!(all(), first);
        assert_eq!(mode(&dir), 0o700);
        let files: Vec<PathBuf> = fs::read_dir(&dir).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(files.len(), USERS.len() + Service::ALL.len() + 2);
        for file in files {
            assert_eq!(mode(&file), 0o600, "{}", file.display());
        }
    }

    #[test]
    fn a_folder_that_was_open_to_others_is_closed() {
        let parent = tempfile::tempdir().unwrap();
        fs::set_permissions(parent.path(), Permissions::from_mode(0o755)).unwrap();
        Secrets::open(parent.path().to_owned()).unwrap();
        assert_eq!(mode(parent.path()), 0o700);
    }
}
