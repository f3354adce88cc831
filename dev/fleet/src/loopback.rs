//! HTTP to this machine.

use anyhow::{Context as _, Result};
use reqwest::Client;

/// A client that asks no proxy, whatever the environment says: one elsewhere cannot reach our loopback address.
pub(crate) fn client() -> Result<Client> {
    Client::builder().no_proxy().build().context("cannot make an HTTP client")
}
