//! New passwords: by who knows the old one, and by who reads the address's mail.

pub mod change;
pub mod confirm_reset;
pub mod reset;
