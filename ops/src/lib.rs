//! What whoever runs the ticket marketplace does now and then: make the bus's streams and consumers, and the secrets of an
//! installation, change the key that signs sessions; and look after what a human or a machine broke.

pub mod attempts;
pub mod backup;
pub mod check;
pub mod dead_letters;
pub mod installation;
pub mod nats_auth;
pub mod provision;
pub mod report;
pub mod retell;
pub mod secrets;
pub mod session_keys;
