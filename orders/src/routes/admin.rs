//! What admins see and do: /api/admin/orders.

pub(super) mod audit;
pub(super) mod list;
mod order_view;
pub(super) mod refund;
pub(super) mod show;

use order_view::AdminOrderView;
