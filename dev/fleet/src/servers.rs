//! The servers that the services need, each on one port of the loopback address.

mod mongod;
mod nats;
mod nginx;
mod shared;
mod stripe_double;

pub use mongod::{Mongod, Owner, Share, Users};
pub use nats::{Nats, Sync};
pub use nginx::{Limits, Nginx, Routes};
pub use shared::{MONGODB_URI, NATS_URL, TestServers};
pub use stripe_double::{PUBLISHABLE_KEY, SECRET_KEY, StripeDouble, WEBHOOK_SECRET};
