//! auth keeps users and their sessions. It alone holds the key that signs session tokens; a token lives
//! for minutes, and is renewed as long as the session's record lives in the database. It tells
//! of sessions that end, which every replica of every service that checks sessions hears.

pub mod config;
pub mod app;
pub mod routes;
pub mod accounts;
pub mod throttle;
pub mod mail;
pub mod hasher;
pub mod domain;
pub mod repo;
pub mod error;
