//! Who may use a mongod.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use common::config::Secret;
use mongodb::bson::{Document, doc};
use mongodb::error::{Error, ErrorKind};
use mongodb::options::{ClientOptions, Credential};
use mongodb::{Client, Database};

/// Also of who is nobody where there are users.
pub(super) const UNAUTHORIZED: i32 = 13;
const ALREADY_EXISTS: i32 = 51_003;

/// The fleet itself, who may do everything, and an owner for each database. Nobody else is let in.
#[derive(Clone, Debug)]
pub struct Users {
    /// What the members of the replica set know each other by: mongod wants it in a file, and then asks for users.
    pub keyfile: PathBuf,
    /// Of the user `root`.
    pub root_password: Secret,
    pub owners: Vec<Owner>,
}

/// A user who may read and write the database of the same name, where the user is kept too.
#[derive(Clone, Debug)]
pub struct Owner {
    pub name: String,
    pub password: Secret,
}

impl Users {
    /// Makes the users that are missing and brings the others up to date.
    pub(super) async fn make(&self, anyone: &Client, address: &ClientOptions) -> Result<()> {
        self.make_root(anyone).await.context("cannot make root")?;
        let root = self.root(address)?;
        let login = root.database("admin").run_command(doc! { "ping": 1 }).await;
        login.context(
            "cannot log in as root, whose password is kept in the folder `secrets` beside the data",
        )?;
        for owner in &self.owners {
            let made = owner.make(&root).await;
            made.with_context(|| format!("cannot make the user {}", owner.name))?;
        }
        Ok(())
    }

    /// A mongod without any user, fresh or of a time when it asked for none, lets who comes from its own machine make
    /// one, and only one.
    async fn make_root(&self, anyone: &Client) -> Result<(), Error> {
        let role = doc! { "role": "root", "db": "admin" };
        match set("createUser", &anyone.database("admin"), "root", &self.root_password, role).await {
            Err(error) if code(&error) == Some(UNAUTHORIZED) => Ok(()),
            made => made,
        }
    }

    fn root(&self, address: &ClientOptions) -> Result<Client, Error> {
        let credential = Credential::builder()
            .username("root".to_owned())
            .password(self.root_password.expose().to_owned())
            .source("admin".to_owned())
            .build();
        let mut options = address.clone();
        options.credential = Some(credential);
        Client::with_options(options)
    }
}

impl Owner {
    /// How they get into the mongod on a port of this machine.
    pub fn uri(&self, port: u16) -> String {
        let Self { name, password } = self;
        format!(
            "mongodb://{name}:{}@127.0.0.1:{port}/{name}?directConnection=true&authSource={name}",
            password.expose()
        )
    }

    async fn make(&self, root: &Client) -> Result<(), Error> {
        let (database, role) = (root.database(&self.name), doc! { "role": "readWrite", "db": &self.name });
        match set("createUser", &database, &self.name, &self.password, role.clone()).await {
            Err(error) if code(&error) == Some(ALREADY_EXISTS) => {
                set("updateUser", &database, &self.name, &self.password, role).await
            }
            made => made,
        }
    }
}

async fn set(
    command: &str,
    at: &Database,
    name: &str,
    password: &Secret,
    role: Document,
) -> Result<(), Error> {
    let password = password.expose();
    let user = doc! { command: name, "pwd": password, "roles": [role], "mechanisms": ["SCRAM-SHA-256"] };
    at.run_command(user).await.map(drop)
}

/// Of a command that the server refused.
pub(super) fn code(error: &Error) -> Option<i32> {
    match error.kind.as_ref() {
        ErrorKind::Command(command) => Some(command.code),
        _ => None,
    }
}
