//! The five services.

use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    Auth,
    Tickets,
    Orders,
    Payments,
    Expiration,
}

impl Service {
    pub const ALL: [Self; 5] = [Self::Auth, Self::Tickets, Self::Orders, Self::Payments, Self::Expiration];

    /// Of its program, its database and its upstream.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auth => "auth",
            Self::Tickets => "tickets",
            Self::Orders => "orders",
            Self::Payments => "payments",
            Self::Expiration => "expiration",
        }
    }

    /// The variable that names a MongoDB of the user's own.
    pub fn mongodb_variable(self) -> &'static str {
        match self {
            Self::Auth => "MONGODB_URI_AUTH",
            Self::Tickets => "MONGODB_URI_TICKETS",
            Self::Orders => "MONGODB_URI_ORDERS",
            Self::Payments => "MONGODB_URI_PAYMENTS",
            Self::Expiration => "MONGODB_URI_EXPIRATION",
        }
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
