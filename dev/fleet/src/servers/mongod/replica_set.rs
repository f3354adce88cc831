//! A replica set of one.

use std::time::Duration;

use anyhow::{Context as _, Result};
use mongodb::Client;
use mongodb::bson::doc;

use super::users::{UNAUTHORIZED, code};

const PATIENCE: Duration = Duration::from_secs(30);
const ALREADY_INITIALIZED: i32 = 23;

/// Makes a fresh mongod the one member, and waits until it is primary. Who asks need not be anyone: a mongod without
/// users lets in who comes from its own machine.
pub(super) async fn become_primary(anyone: &Client, port: u16) -> Result<()> {
    let admin = anyone.database("admin");
    let members = doc! { "_id": "rs0", "members": [{ "_id": 0, "host": format!("127.0.0.1:{port}") }] };
    match admin.run_command(doc! { "replSetInitiate": members }).await {
        Ok(_) => {}
        // Where there are users, there was a replica set before them.
        Err(error) if matches!(code(&error), Some(ALREADY_INITIALIZED | UNAUTHORIZED)) => {}
        Err(error) => return Err(error).context("the server refused to be a replica set"),
    }
    let primary = async {
        loop {
            let hello = admin.run_command(doc! { "hello": 1 }).await;
            if hello.is_ok_and(|hello| hello.get_bool("isWritablePrimary").unwrap_or(false)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, primary).await.with_context(|| format!("no primary after {PATIENCE:?}"))
}
