//! What admins see and do: /api/admin/tickets.

pub(super) mod audit;
pub(super) mod list;
pub(super) mod put_back;
pub(super) mod show;
pub(super) mod take_down;
mod ticket_view;

use ticket_view::AdminTicketView;
