//! auth on real servers.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod harness;
mod smtp;
mod once;
mod signup;
mod signin;
mod throttle;
mod passwords;
mod mail;
mod change_password;
mod reset_password;
mod verification;
mod closing;
mod signout;
mod currentuser;
mod renewal;
mod sessions;
mod races;
mod rotation;
mod admin;
mod moderation;
mod last_admin;
mod secrecy;
mod load;
mod openapi;
