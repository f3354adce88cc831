//! Listings, what their sellers say of them, and how the orders on them and their sellers' accounts decide where they
//! stand.

mod listing;
mod order;
mod search;
mod seller;
mod ticket;

pub use listing::{Listing, SearchKeys};
pub use order::Order;
pub use search::{AdminSearch, Position, Search, Sort, Standing, UnknownSort};
pub use seller::Seller;
pub use ticket::{Circumstances, Refusal, TakenDown, Ticket};
