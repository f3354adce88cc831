//! auth keeps users and their sessions. It alone holds the key that signs session tokens; a token lives
//! for minutes, and is renewed as long as the session's record lives in the database. It hears nothing
//! and tells nothing.

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
